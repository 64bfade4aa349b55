metadata description = 'The environment variables of the app: how it finds what it depends on, and what this environment chooses.'

param functionAppName string

@description('Where people reach the app. With a domain of its own, set it in appSettings: ONBOARDING__PUBLIC_URL, LINKS__BASE_URL.')
param baseUrl string
param identityClientId string

@description('Whether people and callers sign in; without it the app believes no header that says who they are.')
param isAuthenticated bool

param storageAccountName string
param insightsConnectionString string

@description('Absent with the backend azure-storage, which lives in the storage account of the host.')
param schedulerEndpoint string?
param linksKeyUri string
param archiveContainerUrl string
param retentionDays { completed: int, failed: int, terminated: int }
param appSettings { *: string }

var platform = {
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  APPLICATIONINSIGHTS_CONNECTION_STRING: insightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
  AZURE_CLIENT_ID: identityClientId
}

var scheduler = schedulerEndpoint == null
  ? {}
  : {
      DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
    }

var address = {
  ONBOARDING__PUBLIC_URL: '${baseUrl}/api'
}

var app = {
  // The folder of the package is read-only. Records of stand-ins end with their instance: docs/deploy.md.
  DATA_FOLDER: '/tmp/execution-orchestrator'
  IDENTITY__PROVIDER: isAuthenticated ? 'appService' : 'none'
  LINKS__KEY: '@Microsoft.KeyVault(SecretUri=${linksKeyUri})'
  RETENTION__EXPORT_CONTAINER_URL: archiveContainerUrl
  RETENTION__COMPLETED_DAYS: string(retentionDays.completed)
  RETENTION__FAILED_DAYS: string(retentionDays.failed)
  RETENTION__TERMINATED_DAYS: string(retentionDays.terminated)
}

resource functionApp 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName

  resource settings 'config' = {
    name: 'appsettings'
    properties: union(address, appSettings, app, platform, scheduler)
  }
}
