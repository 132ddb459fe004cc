import type { Actor } from './actor.ts';
import type { House } from './house.ts';
import type { Site } from './sites.ts';

/** One way through the product. What `begin` does happens undisturbed; what it answers is what the faults strike. */
export type Flow = {
  name: string;
  /** The folders of `functions/features` that it goes through. */
  features: string[];
  /** Gestures that it makes by hand, so that no request tells of them. */
  makes?: { kind: string; name: string }[];
  begin: (act: Actor) => Promise<() => Promise<unknown>>;
  /** What must stand in the house before the first case. */
  furnish?: (house: House) => Promise<void>;
  /** Puts back what the next case needs as it was. */
  tidy?: (house: House) => Promise<unknown>;
  /** How long it takes until the world is looked at; no timer of an incident is due just then. */
  minutes?: number;
  /** What is answered tells of other cases too. */
  tellsOfOthers?: boolean;
  /** Leaves out the sites that another flow has already. */
  only?: (site: Pick<Site, 'function' | 'place'>) => boolean;
};
