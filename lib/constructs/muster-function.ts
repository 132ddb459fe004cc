import { join } from 'node:path';
import { type Duration, RemovalPolicy } from 'aws-cdk-lib';
import { Effect, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Runtime } from 'aws-cdk-lib/aws-lambda';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { bundling } from '../bundling/bundling.ts';

const root = join(import.meta.dirname, '..', '..');

export type MusterFunctionProps = {
  /** The file in `functions/handlers` and the name in logs and metrics. */
  name: string;
  memory: number;
  timeout: Duration;
};

/** One handler, one file, one function, and a role that may write its own log and nothing else until it is granted something. */
export class MusterFunction extends NodejsFunction {
  readonly musterName: string;

  constructor(scope: Construct, id: string, { name, memory, timeout }: MusterFunctionProps) {
    const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(scope, `${id}Log`, { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    super(scope, id, {
      entry: join(root, 'functions', 'handlers', `${name}.ts`),
      projectRoot: root,
      depsLockFilePath: join(root, 'package-lock.json'),
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout,
      role,
      logGroup,
      bundling: bundling(name),
      environment: { POWERTOOLS_SERVICE_NAME: name, POWERTOOLS_METRICS_NAMESPACE: 'Muster' },
    });
    this.musterName = name;
    this.may(['logs:CreateLogStream', 'logs:PutLogEvents'], logGroup.logGroupArn);
  }

  /** One line for one permission, and never by wildcard unless the resource says so itself. */
  may(actions: string[], ...resources: string[]): void {
    this.addToRolePolicy(new PolicyStatement({ effect: Effect.ALLOW, actions, resources }));
  }

  /** Where a function finds what it was just granted. */
  knows(environment: Record<string, string>): void {
    for (const [name, value] of Object.entries(environment)) this.addEnvironment(name, value);
  }
}
