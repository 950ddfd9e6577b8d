using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace LstmGen.Samples.Playground.Server;

/// <summary>What the page of live training asks of the local server.</summary>
internal static class TrainingEndpoints
{
    /// <summary>Adds the paths under <c>api/trainings</c>.</summary>
    public static void MapTrainings(this WebApplication app)
    {
        RouteGroupBuilder group = app.MapGroup("/api/trainings").AddEndpointFilter(async (context, next) =>
            FromElsewhere(context.HttpContext.Request) ? Results.StatusCode(StatusCodes.Status403Forbidden) : await next(context));
        group.MapPost("/", Begin);
        group.MapGet("/{id}", (string id, Trainings trainings, CancellationToken gone) => trainings.Find(id) is { } run
            ? TypedResults.ServerSentEvents(Listen(id, run, trainings, gone))
            : Results.NotFound());
        group.MapPost("/{id}/go", (string id, Trainings trainings) => Tell(trainings.Find(id), run => run.Go()));
        group.MapPost("/{id}/pause", (string id, Trainings trainings) => Tell(trainings.Find(id), run => run.Pause()));
        group.MapPost("/{id}/rate/{rate:double}", (string id, double rate, Trainings trainings) =>
            rate is > 0 and <= 1
                ? Tell(trainings.Find(id), run => run.SetRate(rate))
                : Results.BadRequest("The learning rate must be above 0 and at most 1."));
        group.MapDelete("/{id}", (string id, Trainings trainings) =>
        {
            trainings.Remove(id);
            return Results.NoContent();
        });
    }

    private static async Task<IResult> Begin(HttpRequest request, Trainings trainings)
    {
        try
        {
            IFormCollection form = await request.ReadFormAsync();
            string task = form["task"].ToString();
            double[]? values = null;
            if (task == "csv" && form.Files["file"] is { } file)
            {
                using var content = new MemoryStream();
                await file.CopyToAsync(content);
                values = SeriesReader.Values(content.ToArray(), form["column"].ToString());
            }

            var run = new LiveRun(
                LiveTask.Find(task, values), form["cell"].ToString(), int.Parse(form["units"].ToString(), CultureInfo.InvariantCulture),
                double.Parse(form["rate"].ToString(), CultureInfo.InvariantCulture),
                int.Parse(form["seed"].ToString(), CultureInfo.InvariantCulture));
            return trainings.Add(run) is { } id
                ? Results.Text(id)
                : Results.Text(
                    $"{Trainings.Most} trainings are under way already. End one of them: close its page.",
                    statusCode: StatusCodes.Status429TooManyRequests);
        }
        catch (Exception e) when (e is ArgumentException or FormatException or OverflowException or InvalidDataException
            or InvalidOperationException)
        {
            return Results.Text(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private static async IAsyncEnumerable<SseItem<string>> Listen(
        string id, NativeRun run, Trainings trainings, [EnumeratorCancellation] CancellationToken gone)
    {
        try
        {
            await foreach (SseItem<string> item in run.Events(gone))
                yield return item;
        }
        finally
        {
            trainings.Remove(id);
        }
    }

    private static IResult Tell(NativeRun? run, Action<NativeRun> what)
    {
        if (run is null)
            return Results.NotFound();
        what(run);
        return Results.NoContent();
    }

    /// <summary>Whether a page of another host asks: a browser says so.</summary>
    private static bool FromElsewhere(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin && origin != $"{request.Scheme}://{request.Host}";
}
