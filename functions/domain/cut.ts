/** Slack and the table's limits count UTF-16 units; a cut never leaves half a character behind. */
export const cut = (said: string, longest: number): string =>
  said.length <= longest ? said : `${said.slice(0, longest - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
