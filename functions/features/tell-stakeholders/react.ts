import type { KnownBlock } from '@slack/types';
import type { Effect } from '#domain/effects';
import type { IncidentView } from '#domain/incident/view';
import { serviceName } from '#domain/incident/view';
import { actions, context, literal, section } from '#slack-kit/blocks';
import { rolesButton, subscribeButton } from '#slack-kit/incident-buttons';
import { severityLabel } from '#slack-kit/incident-words';
import { channelLink, escaped, groupMention, named } from '#slack-kit/text';

/** Once each, and nobody waits for an answer: who is accountable, who could lead, and who speaks to customers (`domain.md` 2.9). */
export function react(view: IncidentView): Effect[] {
  const { productManager, commander, customerSupport } = view.stakeholders;
  if (view.incident.madePrivate !== undefined) return silenced(view);
  return [
    ...(productManager ? [accountable(view, productManager)] : []),
    ...(commander ? [offered(view, commander)] : []),
    ...(customerSupport ? [customerFacing(view, customerSupport)] : []),
  ];
}

type Told = Extract<Effect, { kind: 'message' }>;
const keys = {
  productManager: ({ id }: IncidentView, person: string) => `${id}/product-manager/${person}`,
  /** No name in it: were the rota to turn while this is being said, one would be asked and not two. */
  commander: ({ id }: IncidentView) => `${id}/commander-wanted`,
  customerSupport: ({ id }: IncidentView) => `${id}/customer-support`,
};

const accountable = (view: IncidentView, to: string): Told => ({
  kind: 'message',
  key: keys.productManager(view, to),
  to,
  ...words(view, `You are told as product manager of ${named(serviceName(view))}. This is no page: nobody expects an answer from you.`, [
    actions(subscribeButton(view.id)),
  ]),
});

/** Offered, never forced. */
const offered = (view: IncidentView, to: string): Told => ({
  kind: 'message',
  key: keys.commander(view),
  to,
  ...words(
    view,
    `Nobody leads this yet, and you are on call among the incident commanders. \`/incident role ${view.id} commander\` takes the lead, and *Roles* shows who has it by now. If you cannot, leave it: it is offered, and those who are asked to mend it go on.`,
    [actions(rolesButton(view.id))],
  ),
});

/** A group is called in the thread of the announcement, where everybody may read it. */
function customerFacing(view: IncidentView, support: NonNullable<IncidentView['stakeholders']['customerSupport']>): Told {
  const { id, organisation } = view;
  const why = `${'group' in support ? `${groupMention(support.group)} ` : ''}Customers may ask you about this. Tell those who are at it what you hear; *Keep me posted* tells you how it goes.`;
  const place = 'group' in support ? { to: organisation.announcements, under: `${id}/announcement` } : { to: support.channel };
  return { kind: 'message', key: keys.customerSupport(view), ...place, ...words(view, why, [actions(subscribeButton(id))]) };
}

function words(view: IncidentView, why: string, more: KnownBlock[]): { text: string; blocks: KnownBlock[] } {
  const { id, incident, title } = view;
  const about = `${id} · ${severityLabel(incident)}`;
  const room = incident.room.state === 'open' ? channelLink(incident.room.channel) : 'It has no channel.';
  return {
    text: `${about} · ${escaped(serviceName(view))}: ${escaped(title)}`,
    blocks: [section(`*${about} · ${named(serviceName(view))}*`), literal(title), section(why), context(room), ...more],
  };
}

/** Only what was said before is replaced. */
function silenced(view: IncidentView): Effect[] {
  const { incident, organisation, service } = view;
  const text = 'An incident that was told of here is private now. Nothing more is told of it here.';
  const said = { text, blocks: [context(text)], current: true, onlyIfThere: true };
  const person = service?.productManager;
  const outside = person && !incident.insiders.includes(person) ? [keys.productManager(view, person)] : [];
  return [...outside, keys.commander(view), keys.customerSupport(view)].map((key) => ({
    kind: 'message',
    key,
    to: organisation.announcements,
    ...said,
  }));
}
