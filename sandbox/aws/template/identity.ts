import type { Json } from '#sandbox/aws/json';
import type { Place } from './stack.ts';

type Kind = { naming?: string; arn: (place: Place, name: string, property: (name: string) => string) => string };

const regional = (service: string, prefix: string) => (place: Place, name: string) =>
  `arn:aws:${service}:${place.region}:${place.account}:${prefix}${name}`;
const global = (service: string, prefix: string) => (place: Place, name: string) => `arn:aws:${service}::${place.account}:${prefix}${name}`;

/** How AWS names what the template may hold: the property that gives the name, and the form of the ARN. */
const kinds: Record<string, Kind> = {
  'AWS::Lambda::Function': { naming: 'FunctionName', arn: regional('lambda', 'function:') },
  'AWS::DynamoDB::Table': { naming: 'TableName', arn: regional('dynamodb', 'table/') },
  'AWS::DynamoDB::GlobalTable': { naming: 'TableName', arn: regional('dynamodb', 'table/') },
  'AWS::SQS::Queue': { naming: 'QueueName', arn: regional('sqs', '') },
  'AWS::SNS::Topic': { naming: 'TopicName', arn: regional('sns', '') },
  'AWS::Events::EventBus': { naming: 'Name', arn: regional('events', 'event-bus/') },
  'AWS::Events::Rule': {
    naming: 'Name',
    arn: (place, name, property) => regional('events', 'rule/')(place, `${busName(property('EventBusName'))}${name}`),
  },
  'AWS::Events::Archive': { naming: 'ArchiveName', arn: regional('events', 'archive/') },
  'AWS::Scheduler::ScheduleGroup': { naming: 'Name', arn: regional('scheduler', 'schedule-group/') },
  'AWS::Scheduler::Schedule': {
    naming: 'Name',
    arn: (place, name, property) => regional('scheduler', 'schedule/')(place, `${property('GroupName') || 'default'}/${name}`),
  },
  'AWS::IAM::Role': { naming: 'RoleName', arn: global('iam', 'role/') },
  'AWS::IAM::ManagedPolicy': { naming: 'ManagedPolicyName', arn: global('iam', 'policy/') },
  'AWS::SSM::Parameter': {
    naming: 'Name',
    arn: (place, name) => regional('ssm', 'parameter')(place, name.startsWith('/') ? name : `/${name}`),
  },
  'AWS::Logs::LogGroup': { naming: 'LogGroupName', arn: (place, name) => `${regional('logs', 'log-group:')(place, name)}:*` },
  'AWS::CloudWatch::Alarm': { naming: 'AlarmName', arn: regional('cloudwatch', 'alarm:') },
  'AWS::ApiGatewayV2::Api': { arn: (place, name) => `arn:aws:apigateway:${place.region}::/apis/${name}` },
};

/** `default` is no part of a rule's ARN; a bus may be named or given as an ARN. */
const busName = (bus: string) => {
  const name = bus.split('/').at(-1) ?? '';
  return name === '' || name === 'default' ? '' : `${name}/`;
};

export function nameOf(place: Place, id: string, type: string, property: (name: string) => string | undefined): string {
  const naming = kinds[type]?.naming;
  const given = naming === undefined ? undefined : property(naming);
  return given || (kinds[type] ? generated(place, id, type, property) : id);
}

const generated = (place: Place, id: string, type: string, property: (name: string) => string | undefined) => {
  const name = `${place.stackName}-${id}`.slice(0, 64);
  return type === 'AWS::SQS::Queue' && property('FifoQueue') === 'true' ? `${name.slice(0, 59)}.fifo` : name;
};

export function arnOf(place: Place, id: string, type: string, name: string, property: (name: string) => string): string {
  const kind = kinds[type];
  return kind ? kind.arn(place, name, property) : `arn:aws:${type.split('::')[1]?.toLowerCase()}:${place.region}:${place.account}:${id}`;
}

/** `Ref` answers the name, but for topics the ARN and for queues the URL. */
export function refOf(place: Place, { type, name, arn }: { type: string; name: string; arn: string }): Json {
  if (type === 'AWS::SNS::Topic' || type === 'AWS::IAM::ManagedPolicy') return arn;
  if (type === 'AWS::SQS::Queue') return `${place.origin}/aws/${place.account}/${name}`;
  return name;
}
