import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Duration } from 'aws-cdk-lib';
import { EventBus as Bus, type CfnRule, type IRuleTarget, Rule } from 'aws-cdk-lib/aws-events';
import { CfnRegistry, CfnSchema } from 'aws-cdk-lib/aws-eventschemas';
import { Construct } from 'constructs';
import type { MusterFunction } from './muster-function.ts';

/** Generated from the zod schemas: `{ "<detail-type>": <JSON Schema, draft 4> }`. */
const schemas = join(import.meta.dirname, '..', '..', 'docs', 'events.schema.json');

type Subscription = {
  /** The kind of record that the events are of, whatever they are called. */
  of: string;
  /** One of them only. */
  detailType?: string;
  target: IRuleTarget;
  /** Facts may be learnt again; nobody may be written to, paged or charged again because an archive was replayed. */
  replays: 'excluded' | 'welcome';
};

/** The contract with the rest of the company: a bus with a name to keep, its archive, and a schema for each event. */
export class EventBus extends Construct {
  private readonly bus: Bus;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new Bus(this, 'Bus', { eventBusName: 'muster', description: 'What happened in Muster, in its public form' });
    this.bus.archive('Archive', { eventPattern: { source: ['muster'] }, retention: Duration.days(400) });
    this.registerSchemas();
  }

  grantPublish(fn: MusterFunction): void {
    fn.knows({ MUSTER_BUS: this.bus.eventBusName });
    fn.may(['events:PutEvents'], this.bus.eventBusArn);
  }

  onEvent(id: string, { of, detailType, target, replays }: Subscription): void {
    const rule = new Rule(this, id, {
      eventBus: this.bus,
      eventPattern: { source: ['muster'], ...(detailType && { detailType: [detailType] }), detail: { aggregate: { type: [of] } } },
      targets: [target],
    });
    if (replays === 'excluded') (rule.node.defaultChild as CfnRule).addPropertyOverride('EventPattern.replay-name', [{ exists: false }]);
  }

  private registerSchemas(): void {
    const registry = new CfnRegistry(this, 'Registry', { registryName: 'muster', description: 'The events of Muster' });
    const known: Record<string, unknown> = existsSync(schemas) ? JSON.parse(readFileSync(schemas, 'utf8')) : {};
    for (const [detailType, schema] of Object.entries(known)) {
      new CfnSchema(this, `${detailType}Schema`, {
        registryName: registry.attrRegistryName,
        schemaName: `muster@${detailType}`,
        type: 'JSONSchemaDraft4',
        content: JSON.stringify(schema),
      });
    }
  }
}
