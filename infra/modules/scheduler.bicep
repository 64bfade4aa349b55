metadata description = 'Durable Task Scheduler: where instances, entities and their histories live.'

import { roles } from 'roles.bicep'

param name string
param location string
param tags { *: string }
param sku 'Consumption' | 'Dedicated'
param capacityUnits int?
param isPublic bool

@description('Its name, from which role assignments get theirs, and its id.')
param appIdentity string
param appPrincipalId string
param operatorGroupIds string[]

@description('As in the host.json that is deployed.')
var hubName = loadJsonContent('../../host.json', 'extensions.durableTask.hubName')

@description('The longest that each SKU allows: the app exports and purges before, and this is the safety net behind it.')
var keepDays = sku == 'Dedicated' ? 90 : 30

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: union({ name: sku }, sku == 'Dedicated' ? { capacity: capacityUnits ?? 1 } : {})
    // An empty list would refuse everybody. Whoever comes needs a role as well.
    ipAllowlist: ['0.0.0.0/0']
    publicNetworkAccess: isPublic ? 'Enabled' : 'Disabled'
  }

  resource hub 'taskHubs' = {
    name: hubName
  }

  resource retention 'retentionPolicies' = {
    name: 'default'
    properties: { retentionPolicies: [{ retentionPeriodInDays: keepDays }] }
  }
}

resource mayRun 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: scheduler::hub
  name: guid(scheduler::hub.id, appIdentity, roles.durableTaskDataContributor)
  properties: {
    principalId: appPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId(
      'Microsoft.Authorization/roleDefinitions',
      roles.durableTaskDataContributor
    )
    description: 'Starts, runs, queries and purges instances of this task hub.'
  }
}

resource mayOperate 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for groupId in operatorGroupIds: {
    scope: scheduler::hub
    name: guid(scheduler::hub.id, groupId, roles.durableTaskDataContributor)
    properties: {
      principalId: groupId
      principalType: 'Group'
      roleDefinitionId: subscriptionResourceId(
        'Microsoft.Authorization/roleDefinitions',
        roles.durableTaskDataContributor
      )
      description: 'Uses the dashboard of this task hub.'
    }
  }
]

output endpoint string = scheduler.properties.endpoint
