metadata description = 'All resources of one environment, and which of them knows which.'

import { Profile } from '../profiles.bicep'

param location string
param tags { *: string }

@description('Makes names unique in Azure.')
param token string
param profile Profile
param authClientId string
param appSettings { *: string }
param budgetContacts string[]
param operatorGroupIds string[]
param alertContacts string[]

@secure()
param alertWebhookUrl string
param runbooks string

var usesScheduler = profile.backend == 'durable-task-scheduler'

@description('Known before anything exists, so that what-if can look into every module.')
var names = {
  identity: 'id-${token}'
  network: 'vnet-${token}'
  storage: 'st${token}'
  vault: 'kv-${token}'
  scheduler: 'dts-${token}'
  functionApp: 'func-${token}'
}

module identity 'identity.bicep' = {
  params: { name: names.identity, location: location, tags: tags }
}

module monitoring 'monitoring.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    logDays: profile.logDays
    logQuotaGB: profile.logQuotaGB
    appIdentity: names.identity
    appPrincipalId: identity.outputs.principalId
  }
}

module workbooks 'workbooks.bicep' = {
  params: { location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module alerts 'alerts.bicep' = {
  params: {
    token: token
    location: location
    tags: tags
    workspaceId: monitoring.outputs.workspaceId
    limits: profile.alerts
    contacts: alertContacts
    webhookUrl: alertWebhookUrl
    runbooks: runbooks
  }
}

module network 'network.bicep' = if (profile.isIsolated) {
  params: { name: names.network, location: location, tags: tags, workspaceId: monitoring.outputs.workspaceId }
}

module storage 'storage.bicep' = {
  params: {
    name: names.storage
    location: location
    tags: tags
    sku: profile.storageSku
    isPublic: !profile.isIsolated
    keepsInstances: !usesScheduler
    appIdentity: names.identity
    appPrincipalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module vault 'vault.bicep' = {
  params: {
    name: names.vault
    location: location
    tags: tags
    isPublic: !profile.isIsolated
    isPurgeProtected: profile.vaultIsPurgeProtected
    appIdentity: names.identity
    appPrincipalId: identity.outputs.principalId
    workspaceId: monitoring.outputs.workspaceId
  }
}

module scheduler 'scheduler.bicep' = if (usesScheduler) {
  params: {
    name: names.scheduler
    location: location
    tags: tags
    sku: profile.scheduler.sku
    capacityUnits: profile.scheduler.?capacityUnits
    isPublic: !profile.isIsolated
    appIdentity: names.identity
    appPrincipalId: identity.outputs.principalId
    operatorGroupIds: operatorGroupIds
  }
}

module endpoints 'endpoints.bicep' = if (profile.isIsolated) {
  params: {
    location: location
    tags: tags
    networkName: names.network
    storageName: names.storage
    vaultName: names.vault
    schedulerName: usesScheduler ? names.scheduler : null
  }
  dependsOn: [network, storage, vault, scheduler]
}

module functionApp 'function-app.bicep' = {
  params: {
    name: names.functionApp
    location: location
    tags: tags
    compute: profile.compute
    identity: { id: identity.outputs.id, clientId: identity.outputs.clientId }
    deploymentContainerUrl: storage.outputs.deploymentContainerUrl
    subnetId: profile.isIsolated ? network!.outputs.appSubnetId : null
    workspaceId: monitoring.outputs.workspaceId
  }
  // What starts before its endpoints would look for the public addresses, which are closed.
  dependsOn: [endpoints]
}

module authentication 'authentication.bicep' = {
  params: { functionAppName: names.functionApp, clientId: authClientId }
  dependsOn: [functionApp]
}

module settings 'app-settings.bicep' = {
  params: {
    functionAppName: names.functionApp
    baseUrl: functionApp.outputs.baseUrl
    isAuthenticated: !empty(authClientId)
    identityClientId: identity.outputs.clientId
    storageAccountName: storage.outputs.accountName
    insightsConnectionString: monitoring.outputs.connectionString
    schedulerEndpoint: usesScheduler ? scheduler!.outputs.endpoint : null
    linksKeyUri: vault.outputs.linksKeyUri
    archiveContainerUrl: storage.outputs.archiveContainerUrl
    retentionDays: profile.retentionDays
    appSettings: appSettings
  }
}

module budget 'budget.bicep' = if (!empty(budgetContacts)) {
  params: { amount: profile.monthlyBudget, contacts: budgetContacts }
}

output functionAppName string = names.functionApp
output baseUrl string = functionApp.outputs.baseUrl
output vaultName string = names.vault
