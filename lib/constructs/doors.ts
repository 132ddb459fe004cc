import { RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type CfnStage, HttpApi, HttpMethod, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { acknowledge } from './acknowledge.ts';
import type { MusterFunction } from './muster-function.ts';

type Throttle = { rateLimit: number; burstLimit: number };

/** Where the outside comes in. Each door has a throttle of its own, so that a flood at one leaves the others open. */
export class Doors extends Construct {
  private readonly api: HttpApi;
  private readonly stage: HttpStage;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    const log = new LogGroup(this, 'AccessLog', { retention: RetentionDays.ONE_MONTH, removalPolicy: RemovalPolicy.DESTROY });
    this.api = new HttpApi(this, 'Api', { createDefaultStage: false, description: 'The doors of Muster' });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 20, burstLimit: 40 },
      accessLogSettings: { destination: new LogGroupLogDestination(log), format: AccessLogFormat.custom(accessLine) },
    });
  }

  /** Opens one path to one function and answers its URL. Whoever stands before it proves who they are by a signature. */
  open(path: string, fn: MusterFunction, { rateLimit, burstLimit }: Throttle): string {
    const [route] = this.api.addRoutes({ path, methods: [HttpMethod.POST], integration: new HttpLambdaIntegration(fn.musterName, fn) });
    if (route) {
      this.throttle(path, { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit }).node.addDependency(route);
      acknowledge(
        route,
        'AwsSolutions-APIG4',
        'The sender signs each request and has no IAM or JWT credentials to show; the handler checks the signature first.',
      );
    }
    return `${this.api.apiEndpoint}${path}`;
  }

  private throttle(path: string, settings: Record<string, number>): CfnStage {
    const stage = this.stage.node.defaultChild as CfnStage;
    stage.addPropertyOverride(`RouteSettings.POST ${path}`, settings);
    return stage;
  }
}

/** Who asked and what came of it; never a body, a query or a header, because people write there. */
const accessLine = JSON.stringify({
  at: '$context.requestTime',
  requestId: '$context.requestId',
  from: '$context.identity.sourceIp',
  route: '$context.routeKey',
  status: '$context.status',
  ms: '$context.responseLatency',
  bytes: '$context.responseLength',
  error: '$context.integrationErrorMessage',
});
