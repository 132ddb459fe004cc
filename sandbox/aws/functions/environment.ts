import type { FunctionSpec } from './catalogue.ts';

/** What Lambda puts into the environment, and where the real clients find the sandbox instead of AWS and Slack. */
export function lambdaEnvironment(spec: FunctionSpec, origin: string, region: string): Record<string, string> {
  return {
    ...spec.environment,
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_NAME: spec.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(spec.memory),
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${spec.name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: 'sandbox',
    // The endpoint knows by this who calls, and what that function's role may do.
    AWS_ACCESS_KEY_ID: spec.name,
    AWS_SECRET_ACCESS_KEY: 'sandbox',
    AWS_SESSION_TOKEN: 'sandbox',
    AWS_ENDPOINT_URL: `${origin}/aws`,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    SLACK_API_URL: `${origin}/api/`,
    MUSTER_PAGERS_THROUGH: `${origin}/pager`,
    MUSTER_TRACKERS_THROUGH: `${origin}/tracker`,
    NODE_OPTIONS: '',
    TZ: ':UTC',
  };
}
