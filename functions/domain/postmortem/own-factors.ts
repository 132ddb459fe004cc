import * as z from 'zod';
import { ownFactorsKey } from '#domain/keys';
import { oneRef, type Put, type Ref, type Version } from '#domain/records';
import { Factor, knownFactors } from './prompt.ts';

/** The conditions that an organisation has added to those that everybody has, in order of time: an item beside its settings, which a catalogue file replaces. */
const OwnFactors = z.array(Factor);
export const ownFactorsRef: Ref<Factor[] | undefined> = oneRef(ownFactorsKey, OwnFactors);
export const ownFactorsPut = (factors: Factor[], expected: Version): Put => ({ key: ownFactorsKey, value: factors, expected });
export const mostOwnFactors = 400;

/** All there are to choose from. */
export const factorsOf = (own: readonly Factor[] = []): Factor[] => [...new Set([...knownFactors, ...own])];

/** What somebody wrote, as a condition is kept: its words in small letters. */
export function factorFrom(said: string): Factor | undefined {
  const plain = said
    .normalize('NFKD')
    .replaceAll(/\p{Mn}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return Factor.safeParse(plain).data;
}

/** “Ana Silva”, “Ana’s mistake”, “@ana”, “human error”: a person is never a condition. */
const somebody = [
  /@/,
  /^\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+$/u,
  /\p{L}['’]s (?:fault|mistake|error|carelessness)\b/iu,
  /\b(?:human|operator|user|person(?:al)?|individual) (?:error|mistake|failure)\b/i,
  /\b(?:fault|mistake|carelessness|negligence) of\b/i,
  /\b(?:careless|negligent|incompetent)\w*/i,
];
export const meansSomebody = (said: string): boolean => somebody.some((pattern) => pattern.test(said.trim()));
