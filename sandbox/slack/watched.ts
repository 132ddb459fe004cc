import type { Ephemeral, View } from './records.ts';

/** What one act of a person has brought about so far: the views and ephemeral messages that appeared before their eyes. */
export type Sight = { user: string; trigger: string | null; responseUrl: string | null; views: Set<string>; ephemeral: Set<string> };
export type Watched = ReturnType<typeof watch>;

/** Tells the acts under way what they caused: by trigger or response_url where one is known, else by the person. */
export function watch() {
  const sights = new Set<Sight>();
  return {
    begin(user: string): Sight {
      const sight: Sight = { user, trigger: null, responseUrl: null, views: new Set(), ephemeral: new Set() };
      sights.add(sight);
      return sight;
    },
    end: (sight: Sight) => sights.delete(sight),
    viewed({ id, user }: View, trigger?: string) {
      for (const sight of sights) {
        if (trigger ? sight.trigger !== trigger : sight.user !== user) continue;
        sight.views.delete(id);
        sight.views.add(id);
      }
    },
    shown({ id, user }: Ephemeral, responseUrl?: string) {
      for (const sight of sights) if (responseUrl ? sight.responseUrl === responseUrl : sight.user === user) sight.ephemeral.add(id);
    },
    underWay: () => sights.size > 0,
  };
}
