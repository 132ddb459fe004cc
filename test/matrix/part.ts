import { ready } from './case.ts';
import { together } from './deal.ts';
import { type Blow, blowsAt, sayBlow } from './faults.ts';
import { flows } from './flows.ts';
import { openHouse } from './house.ts';
import { type Judged, judge, quietly } from './judged.ts';

export type Wanted = { part: number; of: number; flow?: string; fault?: string; site?: string; most: number };
/** What became of one case. */
export type Verdict = {
  flow: string;
  struck: { site: string; fault: string }[];
  missed: { site: string; fault: string }[];
  wrong: string[];
};

export type Report = { dealing: (count: number) => void; verdict: (verdict: Verdict) => void };

/** Its part of the whole matrix: every fault that fits every site. What goes wrong in company is looked at again alone. */
export async function run({ part, of, flow: named, fault, site, most }: Wanted, report: Report): Promise<void> {
  const mine = (name: string) => [...name].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7) % of === part;
  const wanted = (blow: Blow) =>
    (fault === undefined || blow.fault === fault) && (site === undefined || sayBlow(blow).endsWith(` at ${site}`)) && mine(sayBlow(blow));
  for (const flow of flows.filter(({ name }) => named === undefined || name === named)) {
    let standing = await ready(await openHouse(), flow);
    try {
      const quiet = await quietly(standing);
      const dealt = quiet.sites.flatMap(blowsAt).filter(wanted);
      report.dealing(dealt.length);
      const due = together(dealt, most);
      for (let blows = due.shift(); blows; blows = due.shift()) {
        const judged = await judge(standing, quiet, blows);
        const alone = blows.length === 1;
        // Nothing came to it, or too much at once: each again by itself, in a world in which nothing is wrong yet.
        if (alone || judged.wrong.length === 0) report.verdict(verdictOn(judged));
        else due.unshift(...blows.map((blow) => [blow]));
        if (!alone && judged.wrong.length === 0) due.push(...blows.filter((blow) => !judged.reached.includes(blow)).map((blow) => [blow]));
        if (judged.wrong.length === 0) continue;
        await standing.house.stop();
        standing = await ready(await openHouse(), flow);
      }
    } finally {
      await standing.house.stop();
    }
  }
}

function verdictOn({ flow, blows, reached, wrong }: Judged): Verdict {
  const said = (all: Blow[]) => all.map((blow) => ({ site: sayBlow(blow), fault: blow.fault }));
  const missed = blows.length === 1 ? blows.filter((blow) => !reached.includes(blow)) : [];
  return { flow, struck: said(reached), missed: said(missed), wrong };
}
