import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { neededScopes } from '#sandbox/slack/web-api/scopes';
import { botEvents, manifest, scopes } from '../../scripts/manifest.ts';

const url = 'https://example.execute-api.eu-west-1.amazonaws.com/slack/events';
const { display_information, features, oauth_config, settings } = manifest(url);

/** https://docs.slack.dev/reference/app-manifest */
describe('the Slack app manifest', () => {
  test('keeps to the lengths that Slack allows', () => {
    expect(display_information.name.length).toBeLessThanOrEqual(35);
    expect(display_information.description.length).toBeLessThanOrEqual(140);
    expect(features.bot_user.display_name.length).toBeLessThanOrEqual(80);
    for (const { name, description, callback_id } of features.shortcuts) {
      expect(name.length).toBeLessThanOrEqual(24);
      expect(description.length).toBeLessThanOrEqual(150);
      expect(callback_id.length).toBeLessThanOrEqual(255);
    }
    for (const { command } of features.slash_commands) expect(command).toMatch(/^\/[a-z-]{1,31}$/);
  });

  test('keeps to the numbers that Slack allows', () => {
    expect(features.shortcuts.length).toBeLessThanOrEqual(10);
    expect(features.slash_commands.length).toBeLessThanOrEqual(50);
    expect(settings.event_subscriptions.bot_events.length).toBeLessThanOrEqual(100);
    expect(oauth_config.scopes.bot.length).toBeLessThanOrEqual(255);
  });

  test('sends everything to the one door', () => {
    const urls = JSON.stringify(manifest(url)).match(/https:[^"]+/g) ?? [];
    expect(new Set(urls)).toEqual(new Set([url]));
  });

  test.each([
    ['channel_', 'channels:read'],
    ['subteam_', 'usergroups:read'],
    ['team_join', 'users:read'],
    ['user_change', 'users:read'],
    ['reaction_', 'reactions:read'],
    ['message.channels', 'channels:history'],
    ['message.groups', 'groups:history'],
  ])('asks for the scope that the events %s need', (event, scope) => {
    expect(botEvents.some((one) => one.startsWith(event))).toBe(true);
    expect(Object.keys(scopes)).toContain(scope);
  });

  test('leaves to the workspace what it can do without', () => {
    expect(oauth_config.scopes.bot_optional).toEqual(['canvases:read', 'canvases:write']);
    expect(oauth_config.scopes.bot).toEqual(expect.arrayContaining(oauth_config.scopes.bot_optional));
  });

  describe('asks for a scope that lets it call', () => {
    const sources = globSync('functions/**/*.ts').map((file) => readFileSync(file, 'utf8'));
    const called = sources.flatMap((source) => [...source.matchAll(/\b(?:slack|client)\.([a-z]+(?:\.[a-zA-Z]+)+)\(/g)]);
    const methods = [...new Set(called.map(([, method = '']) => method))].sort();
    const needNone = ['views.open', 'views.publish', 'views.push', 'views.update'];

    test.each(methods.filter((method) => !needNone.includes(method)))('%s', (method) => {
      expect(neededScopes).toHaveProperty([method]);
      expect(Object.keys(scopes).filter((scope) => neededScopes[method]?.includes(scope))).not.toEqual([]);
    });

    test('and there is no other way to call Slack', () => {
      const family =
        /(?<!\b(?:slack|client)(?:\.conversations)?)\.(?:auth|bookmarks|canvases|chat|conversations|pins|reactions|team|usergroups|users|views)\.[a-z]\w*\(/;
      expect(sources.filter((source) => family.test(source))).toEqual([]);
      const byName = /\.apiCall\((?!method, options\))/;
      expect(sources.filter((source) => byName.test(source))).toEqual([]);
    });
  });

  test('lets nobody write where nothing listens', () => {
    expect(botEvents.filter((event) => event === 'message.im')).toEqual([]);
    expect(features.app_home).toEqual({ home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: true });
  });

  test('offers what is there: one command, a global and two message shortcuts', () => {
    expect(features.slash_commands.map(({ command }) => command)).toEqual(['/incident', '/service', '/team', '/postmortem']);
    expect(features.shortcuts.map(({ type, callback_id }) => `${type} ${callback_id}`)).toEqual([
      'global declare-incident',
      'message declare-incident-from-message',
      'message date-message',
    ]);
  });
});
