import { describe, expect, test } from 'vitest';
import type { PostmortemDocument } from '#domain/postmortem/document';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import type { PostmortemEvent } from '#domain/postmortem/postmortem-events';
import { canvasKey } from '#domain/postmortem/room';
import { canvasStep, stepsOf } from '#domain/postmortem/timers';
import type { PostmortemView } from '#domain/postmortem/view';
import { canvasSaid } from '#features/export-postmortem/modal';
import { react } from '#features/keep-canvas/react';
import { canvasText } from '#slack-kit/document-canvas';
import { happened, omar } from '#test/builders';
import { incidentAfter, offered, over, postmortemAfter, required } from '#test/postmortem-known';

const at = '2026-03-10T10:00:00.000Z';
const words = (text: string) => ({ text });
const document = (more: Partial<PostmortemDocument> = {}): PostmortemDocument => ({
  schema: 'muster.postmortem/1',
  id: 'PM-311',
  incident: 'INC-311',
  version: 1,
  as_of: at,
  zone: 'Europe/London',
  private: false,
  exercise: false,
  requirement: 'required',
  because: [],
  title: words('Keys of the house'),
  service: null,
  team: null,
  severity: { declared: 'sev2', peak: 'sev2', final: 'sev2' },
  times: { declared_at: at, reopened_at: [] },
  artifacts: [],
  summary: { windows: [], confirmed: false },
  timeline: [{ at, kind: 'action', told: 'a note', words: words('rolled back\n- and forth') }],
  seen: [],
  questions: [{ key: 'detect', answers: [{ by: { label: 'responder 1', person: omar }, words: words('A monitor') }], nothing: 0 }],
  factors: [],
  improvements: [],
  went_well: [],
  people: [],
  data_quality: {
    asked: 0,
    answered: 0,
    not_asked: 0,
    meeting: 'held',
    overdue: false,
    missing: [],
    timeline_cut: false,
    words_cut: false,
  },
  ...more,
});

describe('The canvas of what was learnt', () => {
  test('says that it is ours below its heading, and quotes outside of lists only', () => {
    const text = canvasText(document());
    expect(text.split('\n').slice(0, 3)).toEqual([
      '# Postmortem of INC-311: Keys of the house',
      '',
      'Kept by Muster as PM-311; what is written into it by hand goes with the next version.',
    ]);
    expect(text).toContain('\n> rolled back  \n> \\- and forth');
    expect(text).not.toMatch(/^[ \t]+>/m);
  });

  test('names nobody: who wants to be named no more would stand there still', () => {
    expect(canvasText(document())).toContain('responder 1');
    expect(canvasText(document())).not.toContain(omar);
  });

  test('has no more than Slack takes, cut between lines, and says where the rest is', () => {
    const text = canvasText(document({ summary: { windows: [], confirmed: true, words: words('Größe und Länge\n'.repeat(70_000)) } }));
    expect(new TextEncoder().encode(text).length).toBeLessThanOrEqual(1_000_000);
    expect(text.trimEnd().split('\n').at(-1)).toBe('*A canvas has no room for all of it: `/postmortem export INC-311` has the rest.*');
    expect(text).not.toContain('\uFFFD');
    expect(new Set(text.split('\n').filter((line) => line.includes('Gr')))).toEqual(new Set(['> Größe und Länge  ']));
  });

  const viewed = (more: Partial<PostmortemView>): PostmortemView =>
    ({ id: 'PM-311', postmortem: postmortemAfter(offered(), required()), incident: incidentAfter(), ...more }) as PostmortemView;
  const hidden = () =>
    incidentAfter(
      happened('IncidentChannelOpened', { at: over, channel: 'C0OLD', private: false }),
      happened('IncidentMadePrivate', { at: over, people: [omar] }),
    );

  test('is of what is published, in a channel where something may be said', () => {
    expect(react(viewed({ room: 'C1' }))).toEqual([]);
    expect(react(viewed({ document: document() }))).toEqual([]);
    expect(react(viewed({ room: 'C1', document: document() }))).toMatchObject([
      { kind: 'canvas', key: 'PM-311/canvas', channel: 'C1', title: 'Postmortem of INC-311' },
    ]);
  });

  test('goes from the channel that its incident had in public, and stands anew in the private one', () => {
    const [gone, none] = react(viewed({ incident: hidden() }));
    expect(gone).toMatchObject({ key: 'PM-311/canvas', channel: 'C0OLD', onlyIfThere: true });
    expect(JSON.stringify(gone)).toContain('it is not shown here any more.');
    expect(none).toBeUndefined();
    const both = react(viewed({ incident: hidden(), room: 'C0NEW', document: document() }));
    expect(both.map((one) => 'channel' in one && `${one.key} ${one.channel}`)).toEqual([
      'PM-311/canvas C0OLD',
      'PM-311/private/canvas C0NEW',
    ]);
    expect(JSON.stringify(both[0])).not.toContain('Keys');
    expect(canvasKey('PM-311', hidden())).toBe('PM-311/private/canvas');
  });

  const closed = (...more: PostmortemEvent[]) =>
    postmortemAfter(
      ...[offered(), required()],
      { type: 'PostmortemMeetingHeld', at: over, by: omar, heldAt: over, decideBy: over, publishBy: over },
      { type: 'PostmortemCompleted', at: over },
      { type: 'PostmortemPublished', at: over, by: omar, version: 1, documentId: 'document-1', helpAt: '2027-01-01T10:00:00.000Z' },
      ...more,
    );
  const refused = (code: string): PostmortemEvent => ({ type: 'PostmortemCanvasRefused', at, code });
  test('what Slack refused is tried again a day later, until it is there; where the workspace has no canvases, never', () => {
    const step = (...more: PostmortemEvent[]) => stepsOf(closed(...more)).find((one) => one.step === canvasStep)?.at;
    expect(step()).toBeUndefined();
    expect(step(refused('canvas_editing_failed'))).toBe('2026-03-11T10:00:00.000Z');
    const tried: PostmortemEvent = { type: 'PostmortemCanvasTried', at: '2026-03-11T10:00:00.000Z' };
    expect(step(refused('canvas_editing_failed'), tried)).toBe('2026-03-12T10:00:00.000Z');
    expect(step(refused('canvas_editing_failed'), tried, { type: 'PostmortemCanvasKept', at })).toBeUndefined();
    for (const code of ['missing_scope', 'is_archived', 'channel_canvas_already_exists']) expect(step(refused(code))).toBeUndefined();
    const again = (...more: PostmortemEvent[]) =>
      react(viewed({ postmortem: closed(...more) as KnownPostmortem, room: 'C1', document: document() }));
    expect(again(refused('canvas_editing_failed'))).toEqual(again());
    expect(again(refused('canvas_editing_failed'), tried)).not.toEqual(again());
  });

  test.each([
    [{ kind: 'canvas', canvas: 'F1' } as const, 'It is the canvas'],
    [{ kind: 'refused', code: 'team_tier_cannot_create_channel_canvases' } as const, 'This workspace has no canvases'],
    [{ kind: 'refused', code: 'missing_scope' } as const, 'This workspace has no canvases'],
    [{ kind: 'refused', code: 'channel_canvas_already_exists' } as const, 'a canvas of its own, which is left as it is'],
    [{ kind: 'refused', code: 'is_archived' } as const, 'Slack made no canvas of it'],
  ])('the export says what came of %o', (outcome, said) => expect(canvasSaid(outcome)).toContain(said));
});
