import * as z from 'zod';

export const Severity = z.enum(['sev1', 'sev2', 'sev3', 'sev4']);
export type Severity = z.infer<typeof Severity>;

/** One plain sentence each, for whoever has to choose under pressure (`domain.md` 3.1); at most 75 characters, as Slack's options are. */
export const severityMeaning: Record<Severity, string> = {
  sev1: 'Critical: many customers cannot do what they came for, or data is exposed',
  sev2: 'Major: something important is badly broken for many customers',
  sev3: 'Minor: slower or partly broken, and there is a way round it',
  sev4: 'Small: customers hardly notice',
};

/** When in doubt choose the higher, and do not debate it now. */
export const severityInDoubt: Severity = 'sev2';

/** `sev1` is the worst. */
export const worse = (one: Severity, other: Severity): Severity => (one < other ? one : other);

export const isSerious = (severity: Severity) => severity === 'sev1' || severity === 'sev2';
