/** Every attribute is written `#name`, so that no reserved word can bite; expressions are constants of ASCII characters, values never stand in them. */
export const named = (...expressions: (string | undefined)[]) =>
  Object.fromEntries([...expressions.join(' ').matchAll(/#(\w+)/g)].map(([ref, name]) => [ref, name as string]));

export const absent = 'attribute_not_exists(#pk)';
export const unchanged = '#version = :expected';
