// Who may import whom under src/. What the table does not list is forbidden.
module.exports = {
  core: [],
  ports: ['core'],
  app: ['core', 'ports'],
  providers: ['core', 'ports'],
  node: ['core', 'ports', 'protocol'],
  protocol: ['core', 'ports'],
  worker: ['core', 'ports', 'app', 'node', 'protocol'],
  cli: ['core', 'ports', 'app', 'providers', 'node'],
  extension: ['core', 'ports', 'app', 'providers', 'node', 'protocol'],
};
