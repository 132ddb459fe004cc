import * as z from 'zod';

const name = /^[A-Za-z0-9._-]{1,100}$/;
const label = z.string().regex(/^[^\s,]{1,50}$/);

/** Where what was learnt is kept besides Slack. A token is a parameter below `/muster/trackers` and stands nowhere else. */
export const Tracker = z.union([
  z.strictObject({
    github: z.strictObject({
      repository: z.string().refine((said) => {
        const parts = said.split('/');
        return parts.length === 2 && parts.every((part) => name.test(part) && !/^\.+$/.test(part));
      }, 'A repository is written like “acme/checkout”.'),
      labels: z.array(label).max(10).optional(),
    }),
  }),
  z.strictObject({
    jira: z.strictObject({
      /** Nowhere else is the token ever sent. */
      site: z.string().regex(/^[a-z0-9][a-z0-9-]{0,60}\.atlassian\.net$/, 'A site is written like “acme.atlassian.net”.'),
      project: z.string().regex(/^[A-Z][A-Z0-9_]{1,20}$/, 'A project is written by its key, like “OPS”.'),
      issue_type: z.string().min(1).max(60),
      labels: z.array(label).max(10).optional(),
    }),
  }),
]);
export type Tracker = z.infer<typeof Tracker>;
export const TrackerKind = z.enum(['github', 'jira']);
export type TrackerKind = z.infer<typeof TrackerKind>;

export const trackerKind = (tracker: Tracker): TrackerKind => ('github' in tracker ? 'github' : 'jira');
export const trackerName = { github: 'GitHub', jira: 'Jira' } as const satisfies Record<TrackerKind, string>;

/** Not done, and not to be: as each of them calls it. At Jira a status may say so, or how it was resolved. */
export const isPutAsideAtGithub = (reason: string | null | undefined) => reason === 'not_planned' || reason === 'duplicate';
const putAside = /won.t|will not|not do|declin|duplicate|cannot|reject|cancel|abandon|obsolete/i;
export const isPutAsideAtJira = (...said: (string | undefined)[]) => said.some((one) => one !== undefined && putAside.test(one));
