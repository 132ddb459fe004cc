import { describe, expect, test } from 'vitest';
import type { Ref } from '#domain/records';
import { serviceRef } from '#domain/service/service';
import { teamRef } from '#domain/team/team';
import { aStage, plus, type Stage, teamSlug, tuesday } from '#test/builders';
import { compareBackstage, compareCatalogue, importCatalogue, WrongLines } from '../../../functions/handlers/catalogue.ts';

const house = `organisation: { name: House, zone: Europe/London, incident_managers: keepers }
people: [{ id: U0ANN, handle: ann, zone: UTC }]
teams:
  - { slug: keepers, name: Keepers, type: specialist, zone: UTC, working_hours: { days: [mon], from: "09:00", to: "17:00" }, lead: ann, members: [ann] }
services: []
`;
const people = 'people: [{ id: U0ANN, handle: ann, zone: UTC }, { id: U0CAT, handle: cat, zone: UTC }]';
const info = `apiVersion: backstage.io/v1alpha1
kind: User
metadata:
  name: bob
  annotations: { slack.com/user-id: U0BOB }
spec: { memberOf: [beds], profile: { displayName: Bob Bedder } }
---
apiVersion: backstage.io/v1alpha1
kind: Group
metadata:
  name: beds
  annotations: { muster.dev/team-type: multi_product_team, slack.com/channel: "#team-beds" }
spec: { type: team, profile: { displayName: Beds }, children: [], members: [ann] }
---
apiVersion: backstage.io/v1alpha1
kind: System
metadata: { name: home-shop }
spec: { owner: group:default/beds, domain: home }
---
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: bedroom
  title: Bedroom
  annotations: { muster.dev/product-manager: cat, pagerduty.com/service-id: PBED }
  links: [{ url: https://runbooks.example.com/bed, title: Runbook }]
spec: { type: service, lifecycle: production, owner: group:default/beds, system: home-shop }
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: bedroom-api }
spec: { type: openapi, lifecycle: production, owner: beds }
`;
const load = async <Value>({ records }: Stage, ref: Ref<Value>) => (await records.load([ref] as Ref<unknown>[]))[0]?.value as Value;
async function aHouse() {
  const stage = aStage();
  await importCatalogue(stage, { name: 'house', digest: 'h' }, await compareCatalogue(stage, house));
  return stage;
}
async function bringIn(stage: Stage, yaml: string) {
  const { changes, ignored } = await compareBackstage(stage, yaml, people);
  await importCatalogue(stage, { name: 'catalog-info.yaml', digest: yaml }, changes);
  return { changes: changes.map(({ kind, what }) => `${kind} ${what}`), ignored };
}

describe("A catalog-info.yaml of Backstage's", () => {
  test('becomes people, teams and services of ours; what nobody is called for is passed over with a word', async () => {
    const stage = await aHouse();
    expect(await bringIn(stage, info)).toEqual({
      changes: ['new person @cat', 'new person @bob', 'new team beds', 'new service bedroom'],
      ignored: ['API bedroom-api'],
    });
    expect(await load(stage, teamRef(teamSlug('beds')))).toMatchObject({
      name: 'Beds',
      teamType: 'multi_product_team',
      zone: 'Europe/London',
      lead: 'U0ANN',
      members: ['U0ANN', 'U0BOB'],
      channel: 'team-beds',
    });
    expect(await load(stage, serviceRef('bedroom'))).toMatchObject({
      name: 'Bedroom',
      productDomain: 'home',
      lifecycle: 'active',
      productManager: 'U0CAT',
      alertKeys: ['PBED'],
      runbook: 'https://runbooks.example.com/bed',
      owned: { owner: 'beds', model: 'ybiyri', effectiveFrom: tuesday },
    });
  });

  test('changes nothing a second time, and adds to what was said in Slack or in our own file', async () => {
    const stage = await aHouse();
    await bringIn(stage, info);
    stage.setTime(plus(tuesday, 60));
    expect((await bringIn(stage, info)).changes).toEqual([]);
    expect(
      (await bringIn(stage, info.replace('name: Bedroom', 'name: Bedroom').replace('title: Bedroom', 'title: Beds and more'))).changes,
    ).toEqual(['changes service bedroom']);
    expect(await load(stage, serviceRef('bedroom'))).toMatchObject({ name: 'Beds and more', owned: { version: 1 } });
  });

  test('says production of what is in maintenance mode here, and it stays there; deprecated is another state', async () => {
    const stage = await aHouse();
    await bringIn(stage, info);
    const ours = `${house.split('services:')[0]}services:
  - { slug: bedroom, name: Bedroom, kind: digital_service, domain: home, lifecycle: maintenance_mode, product_manager: U0CAT, alert_keys: [PBED], runbook: https://runbooks.example.com/bed, ownership: [{ team: beds, model: ybiyri, from: "${tuesday}" }] }
`;
    stage.setTime(plus(tuesday, 60));
    await importCatalogue(stage, { name: 'ours', digest: 'o' }, await compareCatalogue(stage, ours));
    expect((await bringIn(stage, info)).changes).toEqual([]);
    expect((await bringIn(stage, info.replace('lifecycle: production', 'lifecycle: deprecated'))).changes).toEqual([
      'changes service bedroom',
    ]);
    expect(await load(stage, serviceRef('bedroom'))).toMatchObject({ lifecycle: 'deprecated' });
  });

  test('with another owner it moves the service, and says so', async () => {
    const stage = await aHouse();
    await bringIn(stage, info);
    stage.setTime(plus(tuesday, 60));
    expect((await bringIn(stage, info.replace('owner: group:default/beds, system', 'owner: keepers, system'))).changes).toEqual([
      'moves service bedroom',
    ]);
  });

  test('what is wrong with it is said with the line of its entity', async () => {
    const stage = await aHouse();
    const wrong = info
      .replace('lifecycle: production, owner: group:default/beds, system', 'lifecycle: production, owner: nobody, system')
      .replace('muster.dev/product-manager: cat', 'muster.dev/product-manager: zed');
    const failed = await compareBackstage(stage, wrong, people).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(WrongLines);
    expect((failed as WrongLines).lines).toEqual([
      { line: 23, message: expect.stringContaining('@zed is not among the people') },
      { line: 27, message: 'There is no team nobody.' },
    ]);
  });
});
