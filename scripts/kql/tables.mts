/**
 * The columns of workspace-based Application Insights that queries may use, with their types, as Azure Monitor's
 * reference states them (looked up on 2026-11-23):
 * https://learn.microsoft.com/azure/azure-monitor/reference/tables/apprequests, …/appdependencies, …/apptraces,
 * …/appexceptions, …/appmetrics. Its sources: https://github.com/MicrosoftDocs/azure-reference-other.
 */
const everywhere = `
  TimeGenerated:datetime, Type:string, TenantId:string, SourceSystem:string, _ResourceId:string, _SubscriptionId:string,
  _BilledSize:real, _IsBillable:string, ResourceGUID:string, IKey:string, SDKVersion:string, SyntheticSource:string,
  OperationId:string, OperationName:string, ParentId:string, Properties:dynamic, ItemCount:int,
  AppRoleInstance:string, AppRoleName:string, AppVersion:string,
  ClientBrowser:string, ClientCity:string, ClientCountryOrRegion:string, ClientIP:string, ClientModel:string,
  ClientOS:string, ClientStateOrProvince:string, ClientType:string,
  SessionId:string, UserAccountId:string, UserAuthenticatedId:string, UserId:string`;

const referenced = 'Measurements:dynamic, ReferencedItemId:string, ReferencedType:string';

const own = {
  AppRequests: `${referenced}, Id:string, Name:string, DurationMs:real, Success:bool, ResultCode:string, Source:string,
    Url:string`,
  AppDependencies: `${referenced}, Id:string, Name:string, DurationMs:real, Success:bool, ResultCode:string,
    DependencyType:string, Target:string, Data:string`,
  AppTraces: `${referenced}, Message:string, SeverityLevel:int`,
  AppExceptions: `Measurements:dynamic, Assembly:string, Details:dynamic, ExceptionType:string, HandledAt:string,
    InnermostAssembly:string, InnermostMessage:string, InnermostMethod:string, InnermostType:string, Message:string,
    Method:string, OuterAssembly:string, OuterMessage:string, OuterMethod:string, OuterType:string, ProblemId:string,
    SeverityLevel:int`,
  AppMetrics: 'Name:string, Sum:real, Min:real, Max:real',
} as const;

export type TableName = keyof typeof own;

// The keys of the literal above.
export const tableNames = Object.keys(own) as readonly TableName[];

/** As Kusto writes a schema: `(name:type, …)`. */
export const schemaOf = (table: TableName): string => `(${everywhere.trim()}, ${own[table]})`;
