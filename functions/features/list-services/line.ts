import { PersonId } from '#domain/person/person';
import { lifecycleCalled } from '#domain/service/lifecycle';
import { SupportModel } from '#domain/service/support';
import { TeamSlug } from '#domain/team/team-slug';
import { mentioned } from '#slack-kit/mentioned';
import { unescaped } from '#slack-kit/text';
import type { Filter } from './list.ts';

const words = { team: 'team', lifecycle: 'lifecycle', domain: 'domain', pm: 'pm', model: 'model' } as const;

/** `team home-mpt lifecycle ktlo at-risk`: nothing where it is not understood. */
export function readLine(rest: string): Filter | undefined {
  const filter: Filter = {};
  const all = rest.trim().split(/\s+/).filter(Boolean);
  for (let index = 0; index < all.length; ) {
    const word = all[index]?.toLowerCase() ?? '';
    if (/^at[-_]?risk$/.test(word)) {
      filter.atRisk = true;
      index += 1;
      continue;
    }
    const begins = index + 1;
    const next = all.findIndex((one, at) => at > begins && (one.toLowerCase() in words || /^at[-_]?risk$/i.test(one)));
    const value = all.slice(begins, next < 0 ? undefined : next).join(' ');
    if (!read(filter, word, value)) return undefined;
    index = next < 0 ? all.length : next;
  }
  return filter;
}

/** Puts what a word and its value say into the filter; whether that was understood. */
function read(filter: Filter, word: string, said: string): boolean {
  const value = unescaped(said).trim();
  if (value === '') return false;
  switch (word) {
    case 'team': {
      const team = TeamSlug.safeParse(value.replace(/^@/, '').toLowerCase().replaceAll(/\s+/g, '-')).data;
      if (team) filter.team = team;
      return team !== undefined;
    }
    case 'lifecycle': {
      const lifecycle = lifecycleCalled(value);
      if (lifecycle) filter.lifecycle = lifecycle;
      return lifecycle !== undefined;
    }
    case 'domain':
      filter.domain = value;
      return true;
    case 'pm': {
      const [person] = mentioned(said).people;
      const pm = person ?? PersonId.safeParse(value).data;
      if (pm) filter.pm = pm;
      return pm !== undefined;
    }
    case 'model': {
      const model = SupportModel.safeParse(value.toLowerCase().replaceAll(/[\s-]+/g, '_')).data;
      if (model) filter.model = model;
      return model !== undefined;
    }
    default:
      return false;
  }
}
