using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using PastaGen.HostedProgram;
using PastaGen.Training;

var builder = Host.CreateApplicationBuilder(args);
builder.Services.Configure<TrainingOptions>(builder.Configuration.GetSection("Training"));
builder.Services.Configure<TrainingFiles>(builder.Configuration.GetSection("Files"));
builder.Services.AddHostedService<TrainingService>();
await builder.Build().RunAsync();
