import type { Chapter } from '../chapter.ts';

/** The public contract: events for anybody, and facts that anybody could have learnt from them. */
export const whatLeaves: Chapter = async ({ tell, world, story, rebuild }) => {
  const { checkout } = story;
  if (!checkout) return;
  tell.chapter('What left on the bus');
  await world.settle();
  const all = await world.events();
  const events = all.filter(({ detail }) => detail.aggregate.id === checkout.id);
  for (const event of events) tell.say(`${event.detail.event_id.padEnd(10)} ${event['detail-type']}`);
  const ids = all.map(({ detail }) => detail.event_id);
  tell.check(`${all.length} events left, each once`, new Set(ids).size === ids.length);
  tell.check(
    `those of ${checkout.id} are in order and none is missing`,
    events.every(({ detail }, index) => detail.event_id === `${checkout.id}/${index + 1}`),
  );
  tell.check(
    'none carries what people wrote',
    !/card payments failing|card is refused|refunds are stuck|two is down|second gateway|pay by card/.test(JSON.stringify(all)),
  );

  const facts = events.at(-1)?.detail.data.facts ?? {};
  const { declared_at, acknowledged_at, time_to_acknowledge_s, reports, pages_delivered, severity_peak, impact, fix_kind } = facts;
  tell.say('', `The facts of ${checkout.id}, as its last event carries them:`);
  tell.show(
    JSON.stringify(
      { declared_at, acknowledged_at, time_to_acknowledge_s, reports, pages_delivered, severity_peak, impact, fix_kind },
      null,
      2,
    ),
  );
  tell.check(
    'it took between 5 and 6 minutes until somebody had it',
    typeof time_to_acknowledge_s === 'number' && time_to_acknowledge_s >= 300 && time_to_acknowledge_s < 360,
  );
  tell.check('two people reported it', reports === 2);
  const [hurt] = (impact ?? []) as { from: string; to: string; fraction: number }[];
  const minutes = Math.round((Date.parse(hurt?.to ?? '') - Date.parse(hurt?.from ?? '')) / 60_000);
  tell.check(
    'half of the customers were hurt for 40 minutes, and severity says nothing about that',
    hurt?.fraction === 0.5 && minutes === 40,
  );
  const { incidents, same } = await rebuild();
  tell.check(
    `facts made again from the log are the same, byte for byte, for all ${incidents} incidents`,
    incidents === 3 && same === incidents,
  );
};
