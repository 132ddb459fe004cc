import { serviceId } from '#domain/keys';
import { perform, type Stage } from '#domain/perform';
import type { Boards } from '#domain/ports';
import { listServices } from '#domain/service/board';
import { services } from '#domain/service/service';
import { askAboutFunding } from './decide.ts';

/** Once a night: which money ends soon? */
export async function scanFunding(stage: Stage & { boards: Boards }): Promise<void> {
  const funded = (await listServices(stage.boards)).filter(({ fundedUntil }) => fundedUntil !== undefined);
  for (const { slug } of funded) await perform(stage, services, serviceId(slug), askAboutFunding, { at: stage.now() });
}
