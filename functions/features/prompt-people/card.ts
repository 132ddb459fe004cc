import type { Button, KnownBlock, StaticSelect } from '@slack/types';
import type { PersonId } from '#domain/person/person';
import { askedAgain } from '#domain/postmortem/asked-again';
import { isWordPrompt, type WordPrompt } from '#domain/postmortem/boxes';
import { hasChosen } from '#domain/postmortem/chosen';
import { missingOf } from '#domain/postmortem/completeness';
import { talkLedBy } from '#domain/postmortem/driving';
import { meetingIs } from '#domain/postmortem/met';
import { isOpen, type KnownPostmortem } from '#domain/postmortem/postmortem';
import { isAskedToSign } from '#domain/postmortem/signing';
import type { PostmortemView } from '#domain/postmortem/view';
import { isAsking, isNudge, type OwedWhat } from '#domain/prompts/owed';
import { actions, section } from '#slack-kit/blocks';
import { calendarButton, exportButton, signOffButton } from '#slack-kit/meeting-buttons';
import {
  answerButton,
  artifactsButton,
  assignButton,
  chooseButton,
  heldButton,
  laterChoice,
  meetingButton,
  publishButton,
  shortMeetingButton,
  showButton,
  skipButton,
  summaryButton,
  waiveButton,
  watchedButton,
} from '#slack-kit/postmortem-buttons';
import { asks } from '#slack-kit/postmortem-words';
import { onlySignOff } from '#slack-kit/sign-off-words';
import { mention, named, when } from '#slack-kit/text';

/** One thing that a message is about. `asks`: the blameless reminder stands above it; `open`: something of it is still to be done. */
export type Card = { text: string; blocks: KnownBlock[]; asks: boolean; open: boolean };
type Line = { text: string; buttons?: (Button | StaticSelect)[] };

/** What somebody is asked and told of one postmortem. */
export function card(view: PostmortemView, person: PersonId, what: readonly OwedWhat[], sentAgain?: readonly OwedWhat[]): Card {
  const { id, postmortem } = view;
  // Those of before this was put down are asked what is open now.
  const all = what.some(isNudge) ? [...what, ...(sentAgain ?? askedAgain(postmortem, person))] : [...what];
  const distinctly = [...new Set(all)];
  const prompts = distinctly.filter(isWordPrompt).toSorted();
  const lines = isOpen(postmortem)
    ? [...(prompts.length > 0 ? [asked(view, person, prompts)] : []), ...distinctly.flatMap((one) => others(view, person, one) ?? [])]
    : [{ text: over[postmortem.state], buttons: [showButton(id)] }];
  const title = `*${postmortem.incident}: ${named(view.title)}*${postmortem.drill ? ' (an exercise)' : ''}`;
  const buttons = lines.flatMap((line) => line.buttons ?? []);
  // The same button may be wanted for two reasons, and stands once.
  const distinct = [...new Map(buttons.map((one) => [one.action_id, one])).values()];
  const said = lines.map(({ text }) => text).join('\n');
  return {
    text: `${postmortem.incident}: ${lines[0]?.text.replaceAll(/[*•]/g, '').trim() ?? ''}`,
    blocks: [section(`${title}\n${said}`), ...(distinct.length > 0 ? [actions(...distinct)] : [])],
    asks: isOpen(postmortem) && isAsking(what),
    open: isOpen(postmortem) && lines.some(({ text }) => !text.startsWith('✓')),
  };
}

export const over: Record<Exclude<KnownPostmortem['state'], 'draft' | 'in_review' | 'reviewed'>, string> = {
  not_required: 'Nothing is asked of it for now.',
  closed: '✓ It is published.',
  waived: 'It was waived: nothing is asked of it any more.',
  dropped: 'It turned out to be the same as another: nothing is asked of it any more.',
};

function asked({ id, postmortem }: PostmortemView, person: PersonId, prompts: WordPrompt[]): Line {
  const part = postmortem.people[person];
  if (part?.watched)
    return { text: '✓ You only watched: you are asked nothing more of it.', buttons: [answerButton(id, prompts, 'Answer after all')] };
  const open = prompts.filter((one) => !part?.settled.includes(one));
  if (open.length === 0 && prompts.every((one) => part?.skipped?.includes(one)))
    return { text: '✓ Skipped.', buttons: [answerButton(id, prompts, 'Answer after all')] };
  if (open.length === 0)
    return { text: '✓ Thank you. It can be changed until it is published.', buttons: [answerButton(id, prompts, 'What I wrote')] };
  return {
    text: open.map((one) => `• ${asks[one]}`).join('\n'),
    buttons: [answerButton(id, open), skipButton(id, open), watchedButton(id), laterChoice(id, open)],
  };
}

/** What has a form of its own, and what is only told. */
function others(view: PostmortemView, person: PersonId, what: OwedWhat): Line | undefined {
  const { id, postmortem } = view;
  const { owner } = postmortem;
  const isLight = postmortem.requirement === 'light';
  const alone = onlySignOff(view);
  const missing = what === 'publish' ? missingOf(view) : [];
  const due = 'ladder' in postmortem ? when(postmortem.ladder.due, 'day and time') : 'later';
  const theirs = owner === person ? 'You drive it' : owner ? `${mention(owner)} drives it` : 'Nobody drives it yet';
  switch (what) {
    case 'p2':
      return {
        text: postmortem.summaryId && postmortem.impact ? '✓ The summary is written.' : `• ${asks.p2}`,
        buttons: [summaryButton(id)],
      };
    case 'p4':
      return {
        text: 'meeting' in postmortem && postmortem.meeting ? '✓ There is a time to meet.' : `• ${asks.p4}`,
        buttons: [artifactsButton(id), meetingButton(id)],
      };
    case 'p6':
      return { text: hasChosen(postmortem) ? '✓ What to try is chosen.' : `• ${asks.p6}`, buttons: [chooseButton(id)] };
    case 'owns':
      return {
        text: `${takesOver(postmortem)}, due ${due}. That is no punishment, and nobody writes it alone.`,
        buttons: [showButton(id), assignButton(id, 'Somebody else')],
      };
    case 'drives_no_more':
      return owner === person
        ? { text: 'You drive it again.', buttons: [showButton(id)] }
        : { text: `${theirs} now, so that is off your hands. Thank you for having had it.`, buttons: [showButton(id)] };
    case 'facilitates':
      if (talkLedBy(postmortem) !== person)
        return { text: 'There is no talk to lead: nothing is asked of you.', buttons: [showButton(id)] };
      return {
        text: `You facilitate this postmortem, due ${due}: that everybody is heard, and how it happened is looked at.`,
        buttons: [showButton(id)],
      };
    case 'notified':
      if (meetsWith(postmortem, person)) return invitation(view, person);
      if (isAskedToSign(postmortem, person)) return toSign(view, person);
      return { text: `There is a postmortem of it, due ${due}; nothing is asked of you.`, buttons: [showButton(id)] };
    case 'invited':
      return invitation(view, person);
    case 'sign_off':
      return toSign(view, person);
    case 'draft':
      return {
        text: `The draft is there to be read before the meeting${postmortem.meeting ? `, ${when(postmortem.meeting.begins, 'day and time')}` : ''}.`,
        buttons: [showButton(id, 'Read the draft'), answerButton(id, [], 'Add to it')],
      };
    case 'due_soon':
      if (alone) return { text: `It is due ${due}; ${alone}.`, buttons: [showButton(id)] };
      if (isLight) return { text: `It is due ${due}; a few sentences are enough.`, buttons: [answerButton(id), showButton(id)] };
      return { text: `It is due ${due}.`, buttons: [showButton(id), meetingButton(id), heldButton(id)] };
    case 'due':
      if (alone) return { text: `It is due ${due}; ${alone}.`, buttons: [showButton(id)] };
      if (isLight) return { text: `It is due ${due}; a few sentences are enough.`, buttons: [answerButton(id), showButton(id)] };
      return {
        text: `It ${'dueSaid' in postmortem && postmortem.dueSaid ? 'was' : 'is'} to be held by ${due}. Half an hour is enough to begin with.`,
        buttons: [meetingButton(id), heldButton(id), showButton(id)],
      };
    case 'overdue_commander':
    case 'overdue_lead':
      if (alone) return { text: `It was due ${due}; ${alone}.`, buttons: [showButton(id)] };
      if (isLight)
        return { text: `It was due ${due}. ${theirs}: what would make room for it?`, buttons: [assignButton(id), showButton(id)] };
      return {
        text: `It was due ${due}. ${theirs}: what would make room for half an hour?`,
        buttons: [assignButton(id), shortMeetingButton(id), showButton(id)],
      };
    case 'overdue_product_manager':
      if (alone) return { text: `It was due ${due}; ${alone}.`, buttons: [signOffButton(id), waiveButton(id), showButton(id)] };
      return {
        text: `It was due ${due}, and you answer for it. ${theirs}: what would make room for half an hour?`,
        buttons: [assignButton(id), shortMeetingButton(id), waiveButton(id), showButton(id)],
      };
    case 'publish':
      return missing.length === 0
        ? { text: 'It can be published: others learn from it too.', buttons: [publishButton(id), showButton(id)] }
        : alone
          ? { text: `Before it can be published, ${alone}.`, buttons: [showButton(id)] }
          : {
              text: ['Before it can be published, this is still missing:', ...missing.map((one) => `• ${one.missing}`)].join('\n'),
              buttons: [showButton(id)],
            };
    default:
      return undefined;
  }
}

/** Whoever takes over hears from whom, and how that came to be. */
function takesOver({ owning, people }: KnownPostmortem): string {
  if (owning?.because !== 'owner_left') return 'You drive this postmortem';
  const before = owning.before && mention(owning.before);
  const hasLeft = owning.before === undefined || people[owning.before]?.gone === true;
  const why = hasLeft ? `${before ?? 'whoever did'} is not here any more` : `${before} does not drive it any more`;
  return `You drive this postmortem from now on (${why})`;
}

const meetsWith = (postmortem: KnownPostmortem, person: PersonId) =>
  postmortem.meeting?.invited.includes(person) === true && meetingIs(postmortem) === 'ahead';

/** When and where it is, by the clock of whoever reads it. */
function invitation({ id, postmortem, room, now }: PostmortemView, person: PersonId): Line {
  const { meeting } = postmortem;
  if (meeting === undefined || meetingIs(postmortem) === 'off') return { text: 'There is no meeting any more.', buttons: [showButton(id)] };
  if (meetingIs(postmortem) !== 'ahead' || meeting.begins <= now)
    return { text: '✓ It has been talked through, or just is.', buttons: [showButton(id)] };
  if (!meeting.invited.includes(person)) return { text: 'You need not come to the meeting any more.', buttons: [showButton(id)] };
  const at = `${when(meeting.begins, 'day and time')}, ${meeting.minutes} minutes${room ? `, in <#${room}>` : ''}`;
  return {
    text: meeting.moved > 0 ? `It has another time: it is talked through ${at}.` : `You are invited to talk it through: ${at}.`,
    buttons: [calendarButton(id), showButton(id)],
  };
}

function toSign(view: PostmortemView, person: PersonId): Line {
  const { id, postmortem } = view;
  if (postmortem.signedOff) return { text: '✓ It is signed off.', buttons: [showButton(id)] };
  if (!isAskedToSign(postmortem, person))
    return { text: 'Your sign-off can wait: something else is missing again.', buttons: [showButton(id)] };
  return {
    text: 'All that is asked for is there but your sign-off. Is it what we know, and what we do about it?',
    buttons: [signOffButton(id), exportButton(id, 'Read the draft'), showButton(id)],
  };
}
