import type { KnownBlock } from '@slack/types';
import { talkLedBy } from '#domain/postmortem/driving';
import type { KnownPostmortem } from '#domain/postmortem/postmortem';
import type { RequiredBecause } from '#domain/postmortem/postmortem-events';
import type { Shown } from '#domain/postmortem/showing';
import type { PostmortemView } from '#domain/postmortem/view';
import { context } from '#slack-kit/blocks';
import { mention, when } from '#slack-kit/text';

export const isUnderWay = ({ state }: KnownPostmortem) => state === 'draft' || state === 'in_review' || state === 'reviewed';

/** While its incident goes on again nobody is asked, whatever its state will be after that. */
export const stateSaid = ({ state, pausedAt }: KnownPostmortem): string =>
  pausedAt === undefined ? states[state] : 'it waits: the incident has come back';
const states: Record<KnownPostmortem['state'], string> = {
  not_required: 'not asked for',
  draft: 'people are asked',
  in_review: 'what they said is weighed',
  reviewed: 'complete, to be published',
  closed: 'published',
  waived: 'waived',
  dropped: 'the same as another’s',
};

const becauseSaid: Record<RequiredBecause, string> = {
  serious: 'it was serious',
  error_budget: 'it used more than a fifth of the quarter’s error budget',
  third_alike: 'it is the third of its kind within 90 days',
  false_alarm: 'it was a false alarm that called people',
  drill: 'it was an exercise',
  asked_for: 'somebody asked for it',
  downgraded: 'it turned out to be less than it seemed',
};
const requirementSaid = { required: 'Required', light: 'A short one', optional: 'Optional' } as const;

/** Where it stands, whose it is and when it is due. */
export function standing({ view: { postmortem, now }, calling }: Shown): [string, string][] {
  const { owner, peak, requirement, because, meeting } = { meeting: undefined, ...postmortem };
  const leads = talkLedBy(postmortem);
  const called = (person: typeof owner) => (person === undefined ? 'nobody yet' : calling ? calling(person).label : mention(person));
  const due = 'ladder' in postmortem ? postmortem.ladder.due : undefined;
  return [
    ['State', stateSaid(postmortem)],
    ...(due ? ([['Due', dueSaid(postmortem, due, now)]] as [string, string][]) : []),
    ['Owner', called(owner)],
    ...(requirement === 'light' && leads === undefined ? [] : ([['Facilitator', called(leads)]] as [string, string][])),
    ['At worst', peak.toUpperCase()],
    [requirementSaid[requirement], because.map((one) => becauseSaid[one]).join('; ') || 'nothing asks for it'],
    ['Meeting', meetingSaid(postmortem, meeting?.begins)],
  ];
}

/** Of one that was held the date stands; any other is counted anew once the incident is over. */
function dueSaid(postmortem: KnownPostmortem, due: string, now: string): string {
  if (postmortem.state === 'draft' && postmortem.pausedAt !== undefined) return 'counted anew when it is over again';
  return `${when(due, 'day and time')}${postmortem.state === 'draft' && due < now ? ', which has passed' : ''}`;
}

function meetingSaid(postmortem: KnownPostmortem, begins: string | undefined): string {
  if ('metAt' in postmortem) return postmortem.waived ? 'none was needed' : `held ${when(postmortem.metAt, 'day and time')}`;
  if (begins) return when(begins, 'day and time');
  return postmortem.requirement === 'light' ? 'none is needed' : 'no time yet';
}

/** What is particular about it. */
export function notes({ postmortem }: PostmortemView): KnownBlock[] {
  const said = [
    ...(postmortem.drill ? ['This was an exercise.'] : []),
    ...(postmortem.private ? ['It is private: only those whom its incident was opened to can see it.'] : []),
    ...('pausedAt' in postmortem && postmortem.pausedAt
      ? [
          `The incident came back ${when(postmortem.pausedAt, 'day and time')}: nobody is asked until it is over again. What has been answered stays.`,
        ]
      : []),
    ...('waivedBefore' in postmortem && postmortem.waivedBefore
      ? [`It was waived ${when(postmortem.waivedBefore, 'day and time')}; the incident came back after that, so it is asked for again.`]
      : []),
    ...(postmortem.more > 0 ? [`${postmortem.more} more were there and are not asked one by one; they can answer all the same.`] : []),
  ];
  return said.length === 0 ? [] : [context(said.join(' '))];
}
