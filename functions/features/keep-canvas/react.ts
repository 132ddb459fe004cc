import type { Effect } from '#domain/effects';
import { canvasKey, roomOf } from '#domain/postmortem/room';
import type { PostmortemView } from '#domain/postmortem/view';
import { canvasMark, canvasText } from '#slack-kit/document-canvas';

/** What was published last is the canvas of the incident's channel. In the one that it had before it became private, nothing is left of it. */
export function react(view: PostmortemView): Effect[] {
  const { id, incident, postmortem, document } = view;
  const title = `Postmortem of ${postmortem.incident}`;
  const mark = canvasMark(id);
  const former = incident.formerRooms.map(
    (channel): Effect => ({
      kind: 'canvas',
      key: `${id}/canvas`,
      channel,
      title,
      mark,
      markdown: `${mark} it is not shown here any more.`,
      onlyIfThere: true,
    }),
  );
  const room = roomOf(view);
  if (room === undefined || document === undefined) return former;
  const { canvasTried: again } = postmortem;
  const canvas = {
    key: canvasKey(id, incident),
    channel: room.channel,
    title,
    mark,
    markdown: canvasText(document),
    ...(again && { again }),
  };
  return [...former, { kind: 'canvas', ...canvas }];
}
