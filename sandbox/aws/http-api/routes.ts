import { number, object, optionalText, text } from '#sandbox/aws/json';
import type { Stack } from '#sandbox/aws/template/stack';

export type Route = { key: string; apiId: string; functionArn: string; timeoutMs: number };

/** The HTTP API's routes of the template that lead to functions. */
export function routesOf(stack: Stack): Route[] {
  return stack.all('AWS::ApiGatewayV2::Route').flatMap(({ properties }) => {
    const integration = stack.byId(
      text(properties.Target)
        .replace(/^integrations\//, '')
        .split('/')
        .at(-1) ?? '',
    );
    const uri = optionalText(integration?.properties.IntegrationUri);
    const functionArn = uri === undefined ? undefined : (/functions\/(arn:[^/]+)\/invocations/.exec(uri)?.[1] ?? uri);
    if (functionArn === undefined) return [];
    const timeoutMs = number(object(integration?.properties).TimeoutInMillis, 30_000);
    return [{ key: text(properties.RouteKey), apiId: text(properties.ApiId), functionArn, timeoutMs }];
  });
}

/** The route for a request: exact before variable before greedy, a method before ANY, `$default` last. */
export function routeFor(routes: Route[], method: string, path: string): { route: Route; parameters: Record<string, string> } | undefined {
  const ranked = routes
    .map((route) => ({ route, found: match(route.key, method, path) }))
    .flatMap(({ route, found }) => (found ? [{ route, ...found }] : []))
    .sort((left, right) => left.rank - right.rank);
  const [best] = ranked;
  return best && { route: best.route, parameters: best.parameters };
}

type Pattern = { rank: number; method: string; names: string[]; expression: RegExp };
const patterns = new Map<string, Pattern>();

function match(key: string, method: string, path: string): { rank: number; parameters: Record<string, string> } | undefined {
  if (key === '$default') return { rank: 100, parameters: {} };
  const pattern = patterns.get(key) ?? patternOf(key);
  patterns.set(key, pattern);
  if (pattern.method !== 'ANY' && pattern.method !== method) return undefined;
  const found = pattern.expression.exec(path);
  if (!found) return undefined;
  return { rank: pattern.rank, parameters: Object.fromEntries(pattern.names.map((name, index) => [name, found[index + 1] ?? ''])) };
}

function patternOf(key: string): Pattern {
  const [method = '', pattern = ''] = key.split(' ');
  const names = [...pattern.matchAll(/\{(\w+)(\+?)\}/g)];
  const expression = pattern
    .replace(/[.*?^$()|[\]\\]/g, '\\$&')
    .replace(/\{\w+\+\}/g, '(.+)')
    .replace(/\{\w+\}/g, '([^/]+)');
  const greedy = names.some(([, , plus]) => plus === '+');
  const rank = (greedy ? 20 : names.length > 0 ? 10 : 0) + (method === 'ANY' ? 1 : 0);
  return { rank, method, names: names.map(([, name = '']) => name), expression: new RegExp(`^${expression}$`) };
}
