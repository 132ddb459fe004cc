import { time, zoneName } from './dates.js';
import { isVisible, now, people, person, state } from './state.js';

/** Who and what can be chosen, for the fields that search people and channels. */

const asText = (object) => object?.text ?? '';
export const asChoice = (option, group) =>
  option && { value: option.value, text: asText(option.text), description: asText(option.description) || undefined, group };

/** The options that an element brought along, or that the app answered with. */
export const choicesOf = ({ options = [], option_groups = [] }) => [
  ...options.map((option) => asChoice(option)),
  ...option_groups.flatMap((group) => group.options.map((option) => asChoice(option, asText(group.label)))),
];

const holds = (words, query) => {
  const all = words.join(' ').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word));
};

const teamsOf = (id) => [...state.groups.values()].filter(({ users }) => users.includes(id)).map(({ handle }) => `@${handle}`);

export function personChoice(id) {
  const found = person(id);
  if (!found) return null;
  const at = now();
  return {
    value: id,
    text: found.real_name,
    description: [`@${found.handle}`, ...teamsOf(id).slice(0, 2), `${time(at, found.tz)} ${zoneName(at, found.tz)}`].join(' · '),
  };
}

export const searchPeople = async (query) =>
  people()
    .map(({ id }) => personChoice(id))
    .filter(({ text, description }) => holds([text, description], query))
    .sort((one, other) => one.text.localeCompare(other.text));

export const channelChoice = (id) => {
  const channel = state.channels.get(id);
  return channel ? { value: id, text: `#${channel.name}`, description: channel.topic.value || undefined } : personChoice(id);
};

export const searchChannels = async (query) =>
  [...state.channels.values()]
    .filter((channel) => isVisible(channel) && !channel.is_archived)
    .map(({ id }) => channelChoice(id))
    .filter(({ text }) => holds([text], query));

export const searchConversations = async (query) => [...(await searchChannels(query)), ...(await searchPeople(query))];

export const searchAmong = (choices) => async (query) => choices.filter(({ text, description = '' }) => holds([text, description], query));
