import { each, type Failure } from '#domain/each';
import { glimpse } from '#domain/glimpse';
import { serviceId } from '#domain/keys';
import type { Stage } from '#domain/perform';
import type { Boards } from '#domain/ports';
import type { Ref } from '#domain/records';
import { listServices } from '#domain/service/board';
import { serviceRef, services } from '#domain/service/service';
import { askAboutFunding, endsSoon } from './decide.ts';

/** Once a night: which money ends soon? */
export async function scanFunding(stage: Stage & { boards: Boards }): Promise<Failure[]> {
  const at = stage.now();
  const soon = (await listServices(stage.boards, 'to the end')).filter((service) => endsSoon(service, at));
  const glimpsed = glimpse(stage);
  await glimpsed.see(soon.map(({ slug }) => serviceRef(slug)) as Ref<unknown>[]);
  return each(
    soon,
    ({ slug }) => serviceId(slug),
    ({ slug }) => glimpsed.performWhereDue(services, serviceId(slug), askAboutFunding, { at }),
  );
}
