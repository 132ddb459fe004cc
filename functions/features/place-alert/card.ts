import type { KnownBlock } from '@slack/types';
import type { AlertView } from '#domain/alert/view';
import { judging } from '#slack-kit/alert-buttons';
import { actions, context, section } from '#slack-kit/blocks';
import { quoted } from '#slack-kit/rich';
import { cut, escaped, mention, named } from '#slack-kit/text';
import { placing } from './buttons.ts';

type Shown = Pick<AlertView, 'id' | 'alert' | 'key' | 'summary'> & { came?: number };

/** One alert, and what can be said of it. */
export function card({ id, alert, key, summary, came }: Shown): { text: string; blocks: KnownBlock[] } {
  const from = mention(alert.source);
  const about = `*${named(cut(key, 200))}* of ${from}`;
  const by = alert.saidBy ? `, says ${mention(alert.saidBy)}` : '';
  const said = alert.noise
    ? `${about} is noise${by}. It is counted, and nobody is asked.`
    : alert.service === null
      ? `${about}${alert.firing ? '' : ' (over by now)'} belongs to no service that I know. Nobody has been asked.`
      : `${about} belongs to ${named(alert.service)}${by}.`;
  const next = alert.noise ? actions(judging(id, false)) : placing(id);
  return {
    text: `${said} ${escaped(cut(summary, 500))}`,
    blocks: [
      section(said),
      quoted(cut(summary, 500)),
      ...(came === undefined ? [] : [context(`came ${came === 1 ? 'once' : `${came} times`}`)]),
      next,
    ],
  };
}
