const df = require('durable-functions');

df.app.entity('Tally', ({ df: entity }) => {
  const total = entity.getState(() => 0);
  switch (entity.operationName) {
    case 'add':
      entity.setState(total + (entity.getInput() ?? 1));
      return;
    case 'set':
      entity.setState(entity.getInput());
      return;
    case 'get':
      entity.return(total);
      return;
    case 'addThenFail':
      entity.setState(total + 1);
      throw new Error('cannot count');
    case 'delete':
      entity.destructOnExit();
      return;
    case 'tell':
      // With capitals: names ignore case.
      entity.signalEntity(new df.EntityId('TALLY', entity.getInput()), 'add', total);
      return;
  }
});

df.app.entity('Log', ({ df: entity }) => {
  const entries = entity.getState(() => []);
  entries.push(entity.getInput());
  entity.setState(entries);
  entity.return(entries.length);
});
