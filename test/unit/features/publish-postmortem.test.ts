import { describe, expect, test } from 'vitest';
import { type Organisation, organisations } from '#domain/organisation/organisation';
import type { PostmortemView } from '#domain/postmortem/view';
import { react } from '#features/publish-postmortem/react';
import { asha, happened, omar, plus } from '#test/builders';
import { incidentAfter, offered, over, owner, postmortemAfter, required } from '#test/postmortem-known';

const day = 24 * 60;
const heldAt = plus(over, 2 * day);
const published = (hidden: boolean) =>
  postmortemAfter(
    offered({ private: hidden }),
    required(),
    owner,
    { type: 'PostmortemMeetingHeld', at: heldAt, by: asha, heldAt, decideBy: plus(heldAt, 2 * day), publishBy: plus(heldAt, 3 * day) },
    { type: 'PostmortemCompleted', at: plus(heldAt, day) },
    { type: 'PostmortemPublished', at: plus(heldAt, day), by: asha, version: 1, documentId: 'd1', helpAt: plus(heldAt, 31 * day) },
  );
const title = 'Keys of the house';
const aView = (hidden: { postmortem: boolean; incident: boolean }): PostmortemView =>
  ({
    id: 'PM-311',
    postmortem: published(hidden.postmortem),
    version: 7,
    now: plus(heldAt, day),
    incident: incidentAfter(...(hidden.incident ? [happened('IncidentMadePrivate', { at: over, people: [omar] })] : [])),
    incidentVersion: 4,
    title,
    organisation: organisations.initial as Organisation,
    improvements: [],
  }) as unknown as PostmortemView;
const saidElsewhere = (view: PostmortemView) => react(view).filter((effect) => 'to' in effect && effect.to === '#learning');

describe('What is published', () => {
  test('is announced where everybody learns', () => {
    const [announced] = saidElsewhere(aView({ postmortem: false, incident: false }));
    expect(announced).toMatchObject({ key: 'PM-311/learning', current: true });
    expect(JSON.stringify(announced)).toContain(title);
    expect(announced).not.toHaveProperty('onlyIfThere');
  });

  test.each([
    ['it was from the beginning', { postmortem: true, incident: true }],
    ['its incident has just been made private', { postmortem: false, incident: true }],
  ])('a private one is announced nowhere: %s', (_, hidden) => {
    const all = saidElsewhere(aView(hidden));
    expect(all).toEqual([expect.objectContaining({ onlyIfThere: true, text: 'This is not shown here any more.' })]);
    expect(JSON.stringify(all)).not.toMatch(/Keys|INC-311/);
  });
});
