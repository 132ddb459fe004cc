const longest = 80;

/** `inc-311-card-payments-failing`: what Slack allows in a name, cut at a word. */
export function channelName(id: string, title: string): string {
  const slug = title
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const name = `${id.toLowerCase()}-${slug}`.replace(/-$/, '');
  if (name.length <= longest) return name;
  const cut = name.slice(0, longest + 1);
  const word = cut.lastIndexOf('-');
  return (word > id.length + 20 ? cut.slice(0, word) : cut.slice(0, longest)).replace(/-+$/, '');
}

/** Names to try in turn, should one belong to somebody else. */
export const channelNames = (id: string, title: string): string[] => {
  const name = channelName(id, title);
  return [name, ...[2, 3, 4].map((n) => `${name.slice(0, longest - 2)}-${n}`)];
};
