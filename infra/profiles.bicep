metadata description = 'What differs between the environments; everything else is the same in all of them.'

@export()
@description('Where Durable Functions keeps its state: docs/backends.md tells how to choose.')
type Backend = 'durable-task-scheduler' | 'azure-storage'

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

  storageSku: 'Standard_LRS' | 'Standard_ZRS' | 'Standard_GZRS'

  @description('A vault that cannot be purged survives its resource group; its name stays taken for 90 days.')
  vaultIsPurgeProtected: bool

  @description('Of a month, in the currency of the subscription. Spending more sends mails, and stops nothing.')
  monthlyBudget: int
}

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
    storageSku: 'Standard_ZRS'
    vaultIsPurgeProtected: true
    monthlyBudget: 5000
  }
}
