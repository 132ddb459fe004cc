import type { Changes, Piece } from './changes.ts';
import type { Snapshot } from './snapshot.ts';

export type Naming = (text: string) => string;

const anEvent = /[A-Z]+-\w+\/\d+(?![\d-])/g;

/**
 * What is named anew in every case gets a name that is the same in each: numbers, ids and times. A message is called by its effect and an
 * event by what it tells, so that whatever points to one is compared with what it points to.
 */
export function namingOf(changes: Changes, after: Snapshot): Naming {
  const told = new Map(events(changes));
  const words = new Map([...texts(changes), ...swaps(changes)]);
  const anyWords = new RegExp([...words.keys(), 'no text'].join('|'), 'g');
  const inWords = (text: string) => text.replaceAll(anyWords, (found) => words.get(found) ?? found);
  const said = messages(after).map(([ts, name]): [string, string] => [
    ts,
    inWords(name).replaceAll(anEvent, (found) => told.get(found) ?? found),
  ]);
  const names = new Map([...rooms(changes), ...newcomers(changes), ...directs(after), ...said, ...told]);
  const letters = new Map(numbered.flatMap((kind) => lettersOf(kind, changes)));
  return (text) =>
    inWords(text)
      .replaceAll(anEvent, (found) => names.get(found) ?? found)
      .replaceAll(/\d{10}\.\d{6}|\b[CDU]0[0-9A-Z]{8}\b/g, (found) => names.get(found) ?? found)
      .replaceAll(/"block_id":"[0-9a-f]{8}"/g, '"block_id":"any"')
      .replaceAll(
        /((INC|XFER|PM|IMP)[-#]|inc-)(\d+)(?!\d|-\d\d-\d\dT)/g,
        (_, before: string, kind = 'INC', number = '') => `${before}${letters.get(`${kind}${number}`) ?? 'other'}`,
      )
      .replaceAll(/\b1[67]\d{11}\b/g, '0')
      // The minute in the name of a schedule.
      .replaceAll(/-20\d{10}\b/g, '-<minute>')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<at>')
      // As a form writes it for its reader.
      .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d(?! UTC)/g, '<minute>')
      .replaceAll(/<!date\^\d+\^([^|>]*)\|[^>]*>/g, '<$1>')
      .replaceAll(/"(timestamp|expiresAt)":\d+/g, '"$1":0')
      // How often a channel was read before is in the number of what came after.
      .replaceAll(/(#PM-\w+#)\d{6}\b/g, '$1<version>')
      .replaceAll(/("factors":\[[^\]]*\],"incident":"[^"]*","version":)\d+/g, (_, before: string) => `${before}0`)
      // A channel is read as far as it goes just then.
      .replaceAll(/(\/history\/[^/"]+)\/[0-9a-z]{14}/g, '$1')
      .replaceAll(/"seenUntil":"[^"]*"/g, '"seenUntil":""')
      .replaceAll(/"entryId":"[^"]*"/g, '"entryId":""')
      .replaceAll(/"fingerprint":"[^"]*"/g, '"fingerprint":""')
      .replaceAll(/"(time_to_acknowledge_s|time_in_handoffs_s|waited_s)":[\d.]+/g, '"$1":0')
      .replaceAll(/\/p\d{16}/g, '/<message>')
      .replaceAll(/\d{10}\.\d{6}/g, '<ts>')
      .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '<id>');
}

const numbered = ['INC', 'XFER', 'PM', 'IMP'];
/** Of those that came in this case, the first is A. */
function lettersOf(kind: string, changes: Changes): [string, string][] {
  const fresh = [...changes].flatMap(([name, { was }]) => (was ? [] : (new RegExp(`^item ${kind}#(\\d+) @$`).exec(name)?.[1] ?? [])));
  const inOrder = fresh.sort((a, b) => Number(a) - Number(b));
  return inOrder.map((number, index) => [`${kind}${number}`, String.fromCharCode('A'.charCodeAt(0) + index)]);
}

const pieces = (changes: Changes, beginning: string) =>
  [...changes].flatMap(([name, { was, is }]) => (is && !was && name.startsWith(beginning) ? [[name, is] as const] : []));

/** Those whose id says what they are keep it. */
const drawn = /^X#(?!U0[A-Z]+-)(?:artifact-added-)?([\w-]{12})$/;
function texts(changes: Changes): [string, string][] {
  return pieces(changes, 'item ').flatMap(([, { sk, body }]) => {
    const id = drawn.exec(String(sk))?.[1];
    return id === undefined ? [] : [[id, `<${String(body)}>`] as [string, string]];
  });
}

/** A question of two people has an id of its own. */
function swaps(changes: Changes): [string, string][] {
  const asked = pieces(changes, 'item ').flatMap(([, { body }]) =>
    (body as Piece | undefined)?.type === 'SwapAsked' ? [body as Piece] : [],
  );
  return asked.map(({ id, by, give }) => [String(id), `<swap of ${String(by)} from ${String((give as Piece).from)}>`]);
}

const rooms = (changes: Changes) =>
  pieces(changes, 'slack.channels').map(([, { id, name }]): [string, string] => [String(id), `<#${String(name)}>`]);

const newcomers = (changes: Changes) => pieces(changes, 'slack.people').map(([, { id }]): [string, string] => [String(id), '<newcomer>']);

const directs = (after: Snapshot) =>
  [...after].flatMap(([name, json]): [string, string][] => {
    if (!name.startsWith('slack.channels D')) return [];
    const { id, members } = JSON.parse(json) as { id: string; members: string[] };
    return [[id, `<@${members.find((member) => member !== 'U0MUSTER')}>`]];
  });

const messages = (after: Snapshot) =>
  [...after].flatMap(([name, json]): [string, string][] => {
    if (!name.startsWith('slack.messages')) return [];
    const message = JSON.parse(json) as Piece;
    return [[String(message.ts), `<${messageName(message)}>`]];
  });

/** In which order things happened side by side is nobody's promise: an event is known by what it tells, and by how often that was told. */
function events(changes: Changes): [string, string][] {
  const told = new Map<string, number>();
  return pieces(changes, 'item ')
    .flatMap(([, piece]) => (String(piece.sk).startsWith('E#') ? [piece] : []))
    .sort((a, b) => Number(a.version) - Number(b.version))
    .map(({ id, version, body }) => {
      const { type, person, rung = '', generation = '' } = body as Piece;
      const what = [type, person, rung, generation].filter((word) => word !== undefined && word !== '').join(' ');
      const times = (told.get(`${String(id)} ${what}`) ?? 0) + 1;
      told.set(`${String(id)} ${what}`, times);
      return [`${String(id)}/${String(version)}`, `${String(id)}/${what}${times > 1 ? ` again ${times}` : ''}`];
    });
}

export function messageName({ metadata, user, text }: Piece): string {
  const { effect } = ((metadata as Piece | undefined)?.event_payload ?? {}) as { effect?: string };
  return effect ?? `${String(user)}: ${String(text)}`;
}
