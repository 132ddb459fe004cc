import { writeFileSync } from 'node:fs';

/** What Muster asks of a workspace. Every scope is used by a call or an event below; the manifest's test says which. */
export const scopes = {
  commands: 'slash commands and shortcuts',
  'chat:write': 'chat.postMessage, chat.update, chat.postEphemeral',
  'chat:write.public': 'announcements in channels that Muster was not invited to',
  'channels:manage': 'conversations.create, setTopic, setPurpose, invite for public incident channels',
  'groups:write': 'the same for private ones',
  'channels:read': 'conversations.list; channel_shared and channel_unshared',
  'groups:read': 'the same for private channels',
  'channels:join': 'conversations.join, where history has to be read of a channel that Muster was not invited to',
  'channels:history':
    'finding a message that was posted before its reply was lost; reading one that is put on the timeline; message.channels',
  'groups:history': 'the same in private channels; message.groups',
  'reactions:read': 'reaction_added and reaction_removed: 📌 puts a message on the timeline',
  'im:history': 'the same in direct messages',
  'im:write': 'direct messages to whoever is asked for help',
  'metadata.message:read': 'recognising those messages by the effect key in their metadata',
  'bookmarks:read': 'bookmarks.list, so that none is set twice',
  'bookmarks:write': 'bookmarks.add',
  'canvases:read': 'canvases.sections.lookup, so that no canvas which people have made is written over',
  'canvases:write': 'conversations.canvases.create and canvases.edit: what was learnt, in the channel of its incident',
  'pins:write': 'pins.add',
  'usergroups:read': 'teams that are swarmed as a group; subteam events',
  'users:read': 'names, time zones and who has left; users.list, user_change, team_join',
};

/** What Muster does without where a workspace does not grant it: there is no canvas then. They stand among the others too. */
const optionalScopes = ['canvases:read', 'canvases:write'] satisfies (keyof typeof scopes)[];

export const botEvents = [
  'app_home_opened',
  'channel_shared',
  'channel_unshared',
  'message.channels',
  'message.groups',
  'reaction_added',
  'reaction_removed',
  'subteam_created',
  'subteam_updated',
  'team_join',
  'user_change',
];

/** The Slack app, as Slack's app configuration takes it. https://docs.slack.dev/reference/app-manifest */
export const manifest = (requestUrl: string) => ({
  display_information: {
    name: 'Muster',
    description: 'Incidents, and who owns what.',
    background_color: '#1f2937',
  },
  features: {
    app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    bot_user: { display_name: 'Muster', always_online: true },
    slash_commands: [
      {
        command: '/incident',
        url: requestUrl,
        description: 'Declare, acknowledge and list incidents',
        usage_hint: 'what is going wrong, or: help',
        should_escape: true,
      },
      {
        command: '/service',
        url: requestUrl,
        description: 'Who owns what, how it is run, and moving it',
        usage_hint: 'show checkout, who <alert key>, list, transfer …',
        should_escape: true,
      },
      {
        command: '/team',
        url: requestUrl,
        description: 'Teams, who is on call in them, and their rotas',
        usage_hint: 'oncall, or a team, or: help',
        should_escape: true,
      },
      {
        command: '/postmortem',
        url: requestUrl,
        description: 'Learning from incidents: short questions, a meeting, improvements',
        usage_hint: 'show INC-311, answer, list, improvements, or: help',
        should_escape: true,
      },
    ],
    shortcuts: [
      { name: 'Declare an incident', type: 'global', callback_id: 'declare-incident', description: 'Opens the form, empty' },
      {
        name: 'Declare an incident',
        type: 'message',
        callback_id: 'declare-incident-from-message',
        description: 'Opens the form, filled from this message',
      },
      {
        name: 'Time on the timeline',
        type: 'message',
        callback_id: 'date-message',
        description: 'Says when what a 📌 message tells of happened, and what it is',
      },
    ],
  },
  oauth_config: { scopes: { bot: Object.keys(scopes), bot_optional: optionalScopes } },
  settings: {
    event_subscriptions: { request_url: requestUrl, bot_events: botEvents },
    interactivity: { is_enabled: true, request_url: requestUrl, message_menu_options_url: requestUrl },
    org_deploy_enabled: false,
    socket_mode_enabled: false,
    token_rotation_enabled: false,
  },
});

export function writeManifest(requestUrl: string, file = 'slack-manifest.json'): string {
  writeFileSync(file, `${JSON.stringify(manifest(requestUrl), null, 2)}\n`);
  return file;
}

if (import.meta.main) {
  const [requestUrl = 'https://not-deployed-yet.example/slack/events'] = process.argv.slice(2);
  console.log(`Wrote ${writeManifest(requestUrl)} with the request URL ${requestUrl}.`);
}
