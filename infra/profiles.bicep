metadata description = 'What differs between the environments; everything else is the same in all of them.'

@export()
@description('Where Durable Functions keeps its state: docs/backends.md tells how to choose.')
type Backend = 'durable-task-scheduler' | 'azure-storage'

@export()
@description('When a rule of modules/alerts.bicep tells somebody.')
type AlertLimit = {
  @description('0 wakes people up, 1 is for the hour, 2 for the day, 3 and 4 are to be read.')
  @minValue(0)
  @maxValue(4)
  severity: int

  @description('The time that the query looks back at, and how often it is asked, as ISO 8601 durations. Asking is what a rule costs.')
  window: string
  every: string

  @description('What the measure of its query has to exceed.')
  above: int
}

@export()
type AlertLimits = {
  @description('Instances that failed.')
  processFailures: AlertLimit

  @description('Undos that failed for good.')
  compensationFailures: AlertLimit

  @description('Minutes that the oldest item has waited for an operator.')
  interventionsWaiting: AlertLimit

  @description('Instances that run, wait for nothing and do not move.')
  stuckInstances: AlertLimit

  @description('Approvals that became overdue.')
  approvalOverdue: AlertLimit

  @description('How many times too fast the error budget is used up: https://sre.google/workbook/alerting-on-slos/.')
  slaBurnFast: AlertLimit
  slaBurnSlow: AlertLimit

  @description('Percent of the attempts of a step that fail.')
  retryStorm: AlertLimit

  @description('Seconds that the oldest instance has waited for its first turn.')
  backlogAge: AlertLimit
}

@export()
type Profile = {
  backend: Backend

  @description('What the Durable Task Scheduler is billed by.')
  scheduler: {
    sku: 'Consumption' | 'Dedicated'

    @description('Of the dedicated SKU only; three make it highly available.')
    capacityUnits: int?
  }

  @description('Virtual network, private endpoints, private DNS; the backends are not reachable from the internet.')
  isIsolated: bool

  compute: {
    instanceMemoryMB: 512 | 2048 | 4096

    @minValue(40)
    @maxValue(1000)
    maximumInstances: int

    @description('Instances that never stop, for orchestrations and for requests.')
    alwaysReady: {
      durable: int
      http: int
    }
  }

  @description('How long finished instances stay before they are exported and purged: less than the scheduler keeps them.')
  retentionDays: {
    completed: int
    failed: int
    terminated: int
  }

  @description('How long logs and traces stay in the workspace.')
  logDays: int

  @description('A ceiling of a day; -1 is none. Telemetry above it is lost, so production has none.')
  logQuotaGB: int

  alerts: AlertLimits

  storageSku: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'

  @description('A vault that cannot be purged survives its resource group; its name stays taken for 90 days.')
  vaultIsPurgeProtected: bool

  @description('Of a month, in the currency of the subscription. Spending more sends mails, and stops nothing.')
  monthlyBudget: int
}

var productionAlerts = {
  processFailures: { severity: 1, window: 'PT15M', every: 'PT5M', above: 0 }
  compensationFailures: { severity: 1, window: 'PT15M', every: 'PT5M', above: 0 }
  interventionsWaiting: { severity: 1, window: 'PT15M', every: 'PT15M', above: 30 }
  stuckInstances: { severity: 1, window: 'PT30M', every: 'PT15M', above: 0 }
  approvalOverdue: { severity: 2, window: 'PT30M', every: 'PT30M', above: 0 }
  slaBurnFast: { severity: 1, window: 'PT1H', every: 'PT5M', above: 14 }
  slaBurnSlow: { severity: 2, window: 'PT6H', every: 'PT30M', above: 6 }
  retryStorm: { severity: 2, window: 'PT15M', every: 'PT5M', above: 50 }
  backlogAge: { severity: 1, window: 'PT15M', every: 'PT5M', above: 60 }
}

// Nobody is woken up for an environment without customers, and it is asked four times an hour at most.
var quietAlerts = mapValues(productionAlerts, limit => {
  severity: 3
  window: limit.window
  every: limit.every == 'PT5M' ? 'PT15M' : limit.every
  above: limit.above
})

@export()
var profiles = {
  dev: {
    backend: 'durable-task-scheduler'
    scheduler: { sku: 'Consumption' }
    isIsolated: false
    compute: {
      instanceMemoryMB: 2048
      maximumInstances: 40
      alwaysReady: { durable: 0, http: 0 }
    }
    retentionDays: { completed: 7, failed: 14, terminated: 7 }
    logDays: 30
    logQuotaGB: 1
    alerts: quietAlerts
    storageSku: 'Standard_LRS'
    vaultIsPurgeProtected: false
    monthlyBudget: 30
  }
  test: {
    backend: 'durable-task-scheduler'
    scheduler: { sku: 'Consumption' }
    isIsolated: true
    compute: {
      instanceMemoryMB: 2048
      maximumInstances: 40
      alwaysReady: { durable: 0, http: 0 }
    }
    retentionDays: { completed: 7, failed: 14, terminated: 7 }
    logDays: 30
    logQuotaGB: 2
    alerts: quietAlerts
    storageSku: 'Standard_LRS'
    vaultIsPurgeProtected: false
    monthlyBudget: 100
  }
  prod: {
    backend: 'durable-task-scheduler'
    scheduler: { sku: 'Dedicated', capacityUnits: 3 }
    isIsolated: true
    compute: {
      instanceMemoryMB: 2048
      maximumInstances: 100
      alwaysReady: { durable: 2, http: 2 }
    }
    retentionDays: { completed: 30, failed: 60, terminated: 30 }
    logDays: 90
    logQuotaGB: -1
    alerts: productionAlerts
    storageSku: 'Standard_ZRS'
    vaultIsPurgeProtected: true
    monthlyBudget: 5000
  }
}
