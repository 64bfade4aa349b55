/**
 * Items as exporters send them, as rows of the tables that Application Insights makes of them:
 * https://learn.microsoft.com/azure/azure-monitor/app/data-model-complete
 */
import { z } from 'zod';
import type { RecordedRow } from '../kql/recorded.mts';

const Properties = z.record(z.string(), z.string()).default({});

const Timed = {
  id: z.string(),
  name: z.string(),
  duration: z.string().transform(millisecondsOf),
  success: z.boolean().default(true),
  properties: Properties,
};

const Data = z.discriminatedUnion('baseType', [
  z.object({
    baseType: z.literal('RequestData'),
    baseData: z.object({ ...Timed, responseCode: z.coerce.string().default('') }),
  }),
  z.object({
    baseType: z.literal('RemoteDependencyData'),
    baseData: z.object({
      ...Timed,
      type: z.string().default(''),
      target: z.string().default(''),
      resultCode: z.coerce.string().default(''),
    }),
  }),
  z.object({
    baseType: z.literal('MessageData'),
    baseData: z.object({ message: z.string(), severityLevel: z.string().optional(), properties: Properties }),
  }),
  z.object({
    baseType: z.literal('ExceptionData'),
    baseData: z.object({
      exceptions: z.array(z.object({ typeName: z.string().default(''), message: z.string().default('') })).min(1),
      severityLevel: z.string().optional(),
      properties: Properties,
    }),
  }),
  z.object({
    baseType: z.literal('MetricData'),
    baseData: z.object({
      metrics: z.array(
        z.object({
          name: z.string(),
          value: z.number(),
          count: z.int().nullish(),
          min: z.number().nullish(),
          max: z.number().nullish(),
        }),
      ),
      properties: Properties,
    }),
  }),
]);
type Data = z.infer<typeof Data>;

const Item = z.object({
  time: z.coerce.date(),
  sampleRate: z.number().default(100),
  tags: z.record(z.string(), z.string()).default({}),
  data: Data,
});
type Item = z.infer<typeof Item>;

export function rowsOfItem(given: unknown): readonly RecordedRow[] {
  const item = Item.parse(given);
  return columnsOf(item.data).map((columns) => ({ ...sharedColumns(item), ...columns }));
}

function sharedColumns({ time, sampleRate, tags }: Item) {
  return {
    TimeGenerated: time.toISOString(),
    OperationId: tags['ai.operation.id'] ?? '',
    ParentId: tags['ai.operation.parentId'] ?? '',
    AppRoleName: tags['ai.cloud.role'] ?? '',
    AppRoleInstance: tags['ai.cloud.roleInstance'] ?? '',
    // Of a sample of a quarter, each item stands for four.
    ItemCount: Math.round(100 / sampleRate),
  };
}

type Columns = Pick<RecordedRow, 'Type' | 'Properties'> & Readonly<Record<string, RecordedRow[string]>>;

function columnsOf(data: Data): readonly Columns[] {
  switch (data.baseType) {
    case 'RequestData': {
      const { responseCode, ...span } = data.baseData;
      return [{ Type: 'AppRequests', ...spanColumns(span), ResultCode: responseCode }];
    }
    case 'RemoteDependencyData': {
      const { resultCode, type, target, ...span } = data.baseData;
      const called = { DependencyType: type, Target: target, ResultCode: resultCode };
      return [{ Type: 'AppDependencies', ...spanColumns(span), ...called }];
    }
    case 'MessageData': {
      const { message, severityLevel, properties } = data.baseData;
      return [{ Type: 'AppTraces', Message: message, ...severity(severityLevel), Properties: properties }];
    }
    case 'ExceptionData':
      return [exceptionColumns(data.baseData)];
    case 'MetricData':
      return metricColumns(data.baseData);
  }
}

interface Span {
  readonly id: string;
  readonly name: string;
  readonly duration: number;
  readonly success: boolean;
  readonly properties: Readonly<Record<string, string>>;
}

const spanColumns = ({ id, name, duration, success, properties }: Span) => ({
  ...{ Id: id, Name: name, DurationMs: duration, Success: success, Properties: properties },
});

const levels = ['Verbose', 'Information', 'Warning', 'Error', 'Critical'];
const severity = (level = 'Information') => ({ SeverityLevel: levels.indexOf(level) });

type BaseData<Type extends Data['baseType']> = Extract<Data, { readonly baseType: Type }>['baseData'];

function exceptionColumns({ exceptions, severityLevel, properties }: BaseData<'ExceptionData'>): Columns {
  const [outer, inner] = [exceptions[0], exceptions.at(-1)];
  return {
    Type: 'AppExceptions',
    ...{ ExceptionType: outer?.typeName ?? '', OuterMessage: outer?.message ?? '' },
    ...{ InnermostType: inner?.typeName ?? '', InnermostMessage: inner?.message ?? '' },
    ...severity(severityLevel),
    Properties: properties,
  };
}

/** A measurement that was not aggregated is its own sum, least and most. */
function metricColumns({ metrics, properties }: BaseData<'MetricData'>): readonly Columns[] {
  return metrics.map(({ name, value, count, min, max }) => ({
    Type: 'AppMetrics',
    ...{ Name: name, Sum: value, ItemCount: count ?? 1, Min: min ?? value, Max: max ?? value },
    Properties: properties,
  }));
}

/** `[d.]hh:mm:ss[.fffffff]` */
function millisecondsOf(duration: string): number {
  const [, days = '0', hours = '0', minutes = '0', seconds = '0'] =
    /^(?:(\d+)\.)?(\d+):(\d+):(\d+(?:\.\d+)?)$/.exec(duration) ?? [];
  return ((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1_000;
}
