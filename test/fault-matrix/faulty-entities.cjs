/**
 * Main of the app under test: the real app, whose entities fail where the plan says so, and note what they did. It runs in
 * the thread of the host, so that the plan and the notes are files.
 */
const { appendFileSync, readFileSync, statSync } = require('node:fs');
const { join } = require('node:path');

/** Where the copy of the built app is, beside which this file is put. */
const built = join(__dirname, 'dist', 'src');
const registering = require(join(built, 'functions', 'register-entity.js'));

const { FAULT_PLAN: planFile, ENTITY_NOTES: notesFile } = process.env;
const { registerEntity } = registering;
const failures = new Map();
let plan = { writtenAt: undefined, faults: [] };
const breakers = new Map();

registering.registerEntity = (entity) =>
  registerEntity(entity.contract.name === 'circuitBreaker' ? oneForEachInstance(entity) : failingOnDemand(entity));

function failingOnDemand({ contract, apply }) {
  return {
    contract,
    apply: (call) => {
      const step = `${contract.name}.${call.operation}/${call.key}`;
      const text = `${step} ${JSON.stringify(call.input)}`;
      if (isDue(step, text)) throw new Error(`${step} fails, as the fault matrix wants`);
      const applied = apply(call);
      appendFileSync(notesFile, `${JSON.stringify({ step, input: call.input })}\n`);
      return applied;
    },
  };
}

/** A cell is to tell what happens to it alone, so the faults of others are not counted against its services. */
function oneForEachInstance({ contract, apply }) {
  return {
    contract,
    apply: (call) => {
      const [instanceId] = call.input.attempt.split('/');
      const id = `${instanceId} ${call.key}`;
      const applied = apply({ ...call, state: breakers.get(id) });
      breakers.set(id, applied.state);
      return applied;
    },
  };
}

/** An entity does not know who calls it: the key or the input names the instance. */
function isDue(step, text) {
  const fault = faultsPlanned().find((each) => each.step === step && text.includes(each.instanceId));
  if (fault === undefined) return false;
  const id = `${fault.instanceId} ${step}`;
  const count = (failures.get(id) ?? 0) + 1;
  failures.set(id, count);
  return fault.times === null || count <= fault.times;
}

/** Read again only when it was written again. */
function faultsPlanned() {
  const writtenAt = statSync(planFile, { bigint: true, throwIfNoEntry: false })?.mtimeNs;
  if (writtenAt !== plan.writtenAt) plan = { writtenAt, faults: JSON.parse(readFileSync(planFile, 'utf8')) };
  return plan.faults;
}

require(join(built, 'index.js'));
