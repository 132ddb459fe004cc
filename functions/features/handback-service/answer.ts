import type { KnownBlock } from '@slack/types';
import type { RegisteredService } from '#domain/service/service';
import type { MaintenanceLog } from '#domain/transfer/maintenance-log';
import type { Suggestion } from '#domain/transfer/suggesting';
import type { TransferId } from '#domain/transfer/transfer-kind';
import { literal, section } from '#slack-kit/blocks';
import { cut, named, when } from '#slack-kit/text';

type Said = { text: string; blocks: KnownBlock[] };
const said = (text: string): Said => ({ text, blocks: [section(text)] });

/** Those who would have taken it are not there; whoever has it comes first, because nobody would have to learn anything. */
export function notStanding({ slug, owned }: RegisteredService, to: string, others: Suggestion[]): Said {
  const here = owned ? `${named(owned.owner)} has it now and could build on it at once: \`/service handback ${slug}\`. ` : '';
  const elsewhere = others.map(({ team }) => `\`/service handback ${slug} to ${team}\``).join(', ');
  return said(
    `${named(to)} is not a team that stands: it is disbanded, winding down, or was never there. Nothing has changed. ${here}${others.length > 0 ? `Others that could take it: ${elsewhere}.` : ''}`,
  );
}

export const handedBack = ({ name, owned }: RegisteredService, until: string): Said =>
  said(
    `*${named(name)}* is in active development with ${named(owned?.owner ?? 'its team')}, with money until ${until}. You are asked two weeks before.`,
  );

export const askedFor = (id: TransferId, { name }: RegisteredService, to: string): Said =>
  said(
    `*${id}*: ${named(to)} is asked to take *${named(name)}* for new features. It stays where it is until they have; the product manager confirms the money, and \`/service transfer ${id}\` shows how far it is.`,
  );

export const logSaid = ({ name }: Pick<RegisteredService, 'name'>, log: MaintenanceLog | undefined): Said =>
  log === undefined
    ? said(`*${named(name)}* has never been in maintenance mode.`)
    : {
        text: `Maintenance log of ${named(name)}`,
        blocks: [
          section(`*Maintenance log of ${named(name)}*, since ${when(log.since, 'day and time')}`),
          literal(cut(log.lines.join('\n'), 2900)),
        ],
      };
