import type { Installation } from './installation.ts';
import type { Json } from './records.ts';
import type { Watched } from './watched.ts';
import type { Workspace } from './workspace.ts';

/** What the methods of the Web API and the acts of people share. */
export type Inside = {
  workspace: Workspace;
  /** Hands an event to the Events API; it is delivered when it is delivered. */
  announce(event: Json): void;
  watched: Watched;
  installation: Installation;
  origin: () => string;
};
