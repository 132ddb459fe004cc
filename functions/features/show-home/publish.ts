import { type Home, type HomeDesk, viewHome } from '#domain/home/home';
import { everything, isWatched, openedBy } from '#domain/home/opened';
import type { PersonId } from '#domain/person/person';

const mostTimes = 3;

/**
 * Shows somebody their Home as it is now. Whoever publishes last has seen what they chose last: when that changed meanwhile, it is done again.
 * Nobody's Home is made who has not opened it in the last day.
 */
export async function publishHome(desk: HomeDesk, person: PersonId, show: (home: Home) => Promise<void>): Promise<void> {
  for (let time = 1; time <= mostTimes; time++) {
    const { opened, version } = await openedBy(desk.records, person);
    if (!isWatched(opened, desk.now())) return;
    const home = await viewHome(desk, person, opened.filter ?? everything);
    if (home === undefined) return;
    await show(home);
    if ((await openedBy(desk.records, person)).version === version) return;
  }
}
