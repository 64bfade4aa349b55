import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv } from 'ajv';
import { z } from 'zod';
import { expandPipeline, filesOf } from './azure-pipelines/expand';
import { plantTree, projectRoot } from './fixture-tree';

const root = join(projectRoot, 'azure-pipelines.yml');
const Names = z.union([z.string(), z.array(z.string())]).transform((names) => [names].flat());
const Step = z.looseObject({
  script: z.string().optional(),
  task: z.string().optional(),
  inputs: z.record(z.string(), z.string()).default({}),
  condition: z.string().optional(),
});
type Step = z.infer<typeof Step>;
const Steps = z.object({ steps: z.array(Step) });
const Job = z.looseObject({
  job: z.string().optional(),
  deployment: z.string().optional(),
  dependsOn: Names.default([]),
  environment: z.string().optional(),
  services: z.record(z.string(), z.string()).default({}),
  steps: z.array(Step).default([]),
  strategy: z.object({ runOnce: z.object({ deploy: Steps, on: z.object({ failure: Steps }) }) }).optional(),
});
type Job = z.infer<typeof Job>;
const Pipeline = z.looseObject({
  resources: z.object({ containers: z.array(z.looseObject({ container: z.string(), image: z.string() })) }),
  stages: z.array(
    z.looseObject({
      stage: z.string(),
      dependsOn: Names.optional(),
      condition: z.string().optional(),
      jobs: z.array(Job),
    }),
  ),
});

const expanded = expandPipeline(root);
const { stages, resources } = Pipeline.parse(expanded);
const files = filesOf(root).map((path) => ({ path: relative(projectRoot, path), text: readFileSync(path, 'utf8') }));

const hooksOf = ({ strategy }: Job) =>
  strategy === undefined ? [] : [strategy.runOnce.deploy, strategy.runOnce.on.failure];
const stepsOf = (job: Job) => [...job.steps, ...hooksOf(job).flatMap(({ steps }) => steps)];
const jobs = stages.flatMap((stage) => stage.jobs);
const steps = jobs.flatMap(stepsOf);
const touchesAzure = ({ task }: Step) => task === 'AzureCLI@2';
const stageOf = (name: string) => stages.find(({ stage }) => stage === name);

/** Every command that is run by a shell. */
const commandsIn = (some: readonly Step[]) =>
  some.flatMap(({ script, inputs }) => [script, inputs['inlineScript']].filter((line) => line !== undefined));

const Schema = z.looseObject({
  definitions: z.looseObject({ task: z.looseObject({ anyOf: z.array(z.unknown()) }) }),
});
const official = Schema.parse(JSON.parse(readFileSync(join(__dirname, 'azure-pipelines/service-schema.json'), 'utf8')));
// The schema lists this task among the known ones, and has forgotten to say what it takes:
// https://learn.microsoft.com/azure/devops/pipelines/tasks/reference/publish-code-coverage-results-v2
official.definitions.task.anyOf.push({
  required: ['task', 'inputs'],
  properties: {
    task: { const: 'PublishCodeCoverageResults@2' },
    inputs: {
      required: ['summaryFileLocation'],
      properties: { summaryFileLocation: {}, pathToSources: {}, failIfCoverageEmpty: {} },
      additionalProperties: false,
    },
  },
});
const schema = new Ajv({ strict: false, validateFormats: false, unicodeRegExp: false, coerceTypes: true }).compile(
  official,
);
/** Validating may write into what is validated. */
const isPipeline = (document: unknown) => schema(structuredClone(document));

describe('the pipeline', () => {
  it('has the form of the official schema, with each template in its place', () => {
    expect(isPipeline(expanded)).toBe(true);
  });

  it.each([
    [
      'a phase among the stages',
      (text: string) => text.replace('stages:\n  - stage: verify', 'stages:\n  - phase: verify'),
    ],
    ['an unknown key', (text: string) => text.replace('lockBehavior:', 'lockBehaviour:')],
    ['an unknown trigger', (text: string) => text.replace('trigger:\n  branches:', 'trigger:\n  branch:')],
    ['an unknown task', (text: string) => text.replace('AzureCLI@2', 'AzureCLI@99')],
    ['an unknown input', (text: string) => text.replace('scriptLocation:', 'scriptPlace:')],
  ])('would be found out with %s', async (_, broken) => {
    const changed = files.map(({ path, text }) => [path, broken(text)] as const);
    await using tree = await plantTree(Object.fromEntries(changed));
    expect(isPipeline(expandPipeline(join(tree.root, 'azure-pipelines.yml')))).toBe(false);
  });

  it('consists of every file of pipeline/', () => {
    const templates = readdirSync(join(projectRoot, 'pipeline')).map((name) => `pipeline/${name}`);
    expect(files.map(({ path }) => path).toSorted()).toEqual(['azure-pipelines.yml', ...templates].toSorted());
  });

  it('depends on stages and jobs that come before', () => {
    const names = stages.map(({ stage }) => stage);
    for (const [index, { dependsOn = [] }] of stages.entries()) {
      expect(names.slice(0, index)).toEqual(expect.arrayContaining(dependsOn));
    }
    for (const stage of stages) {
      const inStage = stage.jobs.map(({ job, deployment }) => job ?? deployment);
      expect(new Set(inStage).size).toBe(inStage.length);
      expect(inStage).toEqual(expect.arrayContaining(stage.jobs.flatMap(({ dependsOn }) => dependsOn)));
    }
  });
});

describe('a step of the pipeline', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));
  const commands = commandsIn(steps);

  it('calls one script of the repository, and has no logic of its own', () => {
    expect(commands.length).toBeGreaterThan(10);
    for (const command of commands) {
      expect(command).toMatch(/^(npm ci( --[\w-]+)*|npm run [\w:-]+( -- .*)?|\.ci\/run( --[\w-]+)*)\s*$/);
      expect(command.replaceAll(/\$\([\w.]+\)/g, '')).not.toMatch(/[;&|<>`$\n]/);
    }
  });

  it('calls a script that is there', () => {
    const called = commands.flatMap((command) => /^npm run ([\w:-]+)/.exec(command)?.[1] ?? []);
    expect(called.filter((name) => scripts[name] === undefined)).toEqual([]);
    expect(existsSync(join(projectRoot, '.ci/run'))).toBe(true);
  });

  it('has a condition of functions that there are', () => {
    const known = ['and', 'or', 'not', 'eq', 'ne', 'succeeded', 'succeededOrFailed', 'failed', 'always', 'in'];
    const conditions = [...stages, ...steps].flatMap(({ condition }) => condition ?? []);
    expect(conditions.length).toBeGreaterThan(5);
    for (const condition of conditions) {
      const called = [...condition.matchAll(/(\w+)\(/g)].map(([, name = '']) => name);
      expect(called.filter((name) => !known.includes(name))).toEqual([]);
      expect(condition.split('(').length).toBe(condition.split(')').length);
    }
  });

  it('publishes the results of every test run', () => {
    const published = steps.filter(({ task }) => task === 'PublishTestResults@2').map(({ inputs }) => inputs);
    expect(published.map(({ testResultsFiles }) => testResultsFiles)).toEqual(
      expect.arrayContaining(['artifacts/junit.xml', 'artifacts/black-box/junit.xml', 'artifacts/smoke.xml']),
    );
    expect(steps.map(({ task }) => task)).toContain('PublishCodeCoverageResults@2');
  });
});

describe('what the pipeline may do', () => {
  const deploying = stages.filter((stage) => stage.jobs.some((job) => stepsOf(job).some(touchesAzure)));

  it('touches Azure from main only', () => {
    expect(deploying.map(({ stage }) => stage)).toEqual(['test', 'approve', 'production']);
    for (const { condition } of deploying) {
      expect(condition).toBe("and(succeeded(), eq(variables['Build.SourceBranch'], 'refs/heads/main'))");
    }
  });

  it('deploys what was tested on the real host, with both backends', () => {
    expect(stageOf('test')?.dependsOn).toEqual(['verify', 'blackBox']);
    const tested = commandsIn(stageOf('blackBox')?.jobs.flatMap(stepsOf) ?? []).filter((line) =>
      line.includes('black-box'),
    );
    const zips = tested.map((line) => /app\/([\w-]+\.zip)/.exec(line)?.[1]);
    expect(zips).toEqual(['azure-storage.zip', 'durable-task-scheduler.zip']);
    const deployed = commandsIn(steps).flatMap((line) => /azure -- deploy .*\/([\w-]+\.zip)/.exec(line)?.[1] ?? []);
    expect(new Set(deployed)).toEqual(new Set(['durable-task-scheduler.zip']));
  });

  it('deploys to an environment, after a human has said so where it is production', () => {
    const environments = deploying.flatMap(({ jobs: some }) => some.flatMap(({ environment }) => environment ?? []));
    expect(environments).toEqual(['execution-orchestrator-test', 'execution-orchestrator-prod']);
    expect(stageOf('production')?.dependsOn).toEqual(['approve']);
    const approval = stageOf('approve')?.jobs.find(({ job }) => job === 'approve');
    expect(approval).toMatchObject({ dependsOn: ['whatIf'], pool: 'server' });
    expect(approval?.steps).toMatchObject([
      { task: 'ManualValidation@1', inputs: { onTimeout: 'reject', allowApproversToApproveTheirOwnRuns: 'false' } },
    ]);
  });

  it('tests what it has deployed, and goes back when that fails', () => {
    const hooks = deploying.flatMap(({ jobs: some }) => some.flatMap(({ strategy }) => strategy?.runOnce ?? []));
    expect(hooks).toHaveLength(2);
    const azureCommands = (some: readonly Step[]) =>
      commandsIn(some.filter(touchesAzure)).map((command) => /azure -- ([\w-]+)/.exec(command)?.[1]);
    for (const { deploy, on } of hooks) {
      expect(azureCommands(deploy.steps)).toEqual(['provision', 'deploy', 'smoke']);
      expect(azureCommands(on.failure.steps)).toEqual(['deploy', 'smoke']);
      expect(on.failure.steps.map(({ task }) => task)).toContain('DownloadPipelineArtifact@2');
      // A run that went back runs the zip of another: marked, it would be gone back to the next time.
      const marks = (some: readonly Step[]) => commandsIn(some).filter((command) => command.includes('--mark-run'));
      expect([marks(deploy.steps).length, marks(on.failure.steps).length]).toEqual([1, 0]);
    }
  });

  it('holds no secret: its identity is federated', () => {
    for (const { text } of files) {
      expect(text).not.toMatch(/password|secret:|token:|accountkey|clientsecret|addSpnToEnvironment/i);
    }
    expect(steps.filter(touchesAzure).map(({ inputs }) => inputs['azureSubscription'])).toEqual(
      expect.arrayContaining(['execution-orchestrator-test', 'execution-orchestrator-prod']),
    );
  });

  it('runs containers that are pinned, each in a job', () => {
    for (const { image } of resources.containers) expect(image).toMatch(/:v?\d+(\.\d+)+(@sha256:[0-9a-f]{64})?$/);
    const used = jobs.flatMap(({ services }) => Object.values(services));
    expect(used).toEqual(resources.containers.map(({ container }) => container));
  });
});
