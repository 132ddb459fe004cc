import type { Actor } from './actor.ts';
import type { Site } from './sites.ts';

/** One way through the product. What `begin` does happens once and undisturbed; what it answers is lived through in each case, and struck. */
export type Flow = {
  name: string;
  /** The folders of `functions/features` that it goes through. */
  features: string[];
  /** Gestures that it makes by hand, so that no request tells of them. */
  makes?: { kind: string; name: string }[];
  begin: (act: Actor) => Promise<() => Promise<unknown>>;
  /** How long it takes until the world is looked at; no timer of an incident is due just then. */
  minutes?: number;
  /** Leaves out the sites that another flow has already. */
  only?: (site: Pick<Site, 'function' | 'place'>) => boolean;
};
