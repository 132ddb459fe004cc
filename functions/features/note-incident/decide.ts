/** A postmortem asks for the same: what is remembered afterwards is a note too. */
export { type NoteIncident, noteIncident } from '#domain/incident/noting';
