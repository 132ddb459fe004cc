import type { Act, Decision } from './perform.ts';
import type { Aggregate } from './records.ts';

/**
 * Two acts on the same record as one: the second decides on what the first has made of it, and both are on record or neither is. The first looks
 * at nothing but the record.
 */
export const inOne = <State, Facts, Command, Event>(
  { evolve }: Aggregate<State, Event>,
  first: Act<State, Record<string, never>, Command, Event>,
  second: Act<State, Facts, Command, Event>,
): Act<State, Facts, Command, Event> => ({
  facts: second.facts,
  decide(state, facts, command, standing) {
    const one = parts(first.decide(state, {}, command, { id: standing.id, versions: {} }));
    const other = parts(second.decide(one.events.reduce(evolve, state), facts, command, standing));
    return { events: [...one.events, ...other.events], texts: [...one.texts, ...other.texts], puts: [...one.puts, ...other.puts] };
  },
});

function parts<Event>(decided: Decision<Event>) {
  const { events, texts = [], puts = [] } = Array.isArray(decided) ? { events: decided } : decided;
  return { events, texts, puts };
}
