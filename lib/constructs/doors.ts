import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { type CfnStage, HttpApi, HttpMethod, type HttpRoute, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
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

  /** Slack's only address for us: commands, buttons, submissions, options and events. */
  open(path: string, fn: MusterFunction, { rateLimit, burstLimit }: Throttle): void {
    const [route] = this.api.addRoutes({ path, methods: [HttpMethod.POST], integration: new HttpLambdaIntegration(fn.musterName, fn) });
    const stage = this.stage.node.defaultChild as CfnStage;
    stage.addPropertyOverride(`RouteSettings.POST ${path}`, { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit });
    if (route) this.public(route);
    new CfnOutput(this, 'RequestUrl', { value: `${this.api.apiEndpoint}${path}`, description: 'Request URL for the Slack app manifest' });
  }

  private public(route: HttpRoute): void {
    this.stage.node.addDependency(route);
    acknowledge(
      route,
      'AwsSolutions-APIG4',
      'Slack signs each request and cannot carry IAM or JWT credentials; the handler checks the signature over the raw bytes first.',
    );
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
