using LstmGen.Samples.Playground.Server;
using Microsoft.Extensions.FileProviders;

// Serves the page on this machine alone, and trains for it at native speed.
WebApplicationBuilder builder = WebApplication.CreateSlimBuilder(args);
builder.Logging.ClearProviders();
builder.Services.AddHostFiltering(options => options.AllowedHosts = ["localhost", "127.0.0.1", "[::1]"]);
builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Trainings>();
if (builder.Configuration["urls"] is null)
    builder.WebHost.UseUrls(Address.Free());
WebApplication app = builder.Build();

string site = Path.Combine(AppContext.BaseDirectory, "wwwroot");
string start =
    File.ReadAllText(Path.Combine(site, "index.html")).Replace("<html ", "<html data-server=\"native\" ", StringComparison.Ordinal);
app.UseHostFiltering();
app.MapGet("/", () => Results.Text(start, "text/html; charset=utf-8"));
app.MapGet("/index.html", () => Results.Text(start, "text/html; charset=utf-8"));
app.UseStaticFiles(new StaticFileOptions { FileProvider = new PhysicalFileProvider(site) });
app.MapTrainings();

await app.StartAsync();
Console.WriteLine($"The playground is at {app.Urls.First()}/   (Ctrl+C ends it)");
await app.WaitForShutdownAsync();
