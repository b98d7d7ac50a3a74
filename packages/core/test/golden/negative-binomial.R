# Reference tails of the negative binomial distribution: Rscript negative-binomial.R > negative-binomial.json
# (Debian bookworm: r-base-core 4.2.2). Two ways in R: pnbinom by mean, and pbeta; those that differ are left out.
rows <- c()
for (dispersion in c(0.001, 0.02, 0.1, 0.5, 2)) for (mean in c(0.006, 0.4, 3, 25, 400)) {
  size <- 1 / dispersion
  sd <- sqrt(mean + dispersion * mean^2)
  for (x in unique(pmax(0, round(mean + c(-3, -1, 0, 1, 4, 10) * sd)))) {
    upper <- pnbinom(x - 1, size = size, mu = mean, lower.tail = FALSE)
    lower <- pnbinom(x, size = size, mu = mean)
    check <- if (x == 0) 1 else pbeta(mean / (size + mean), x, size)
    if (abs(upper / check - 1) > 1e-11 || upper < 1e-290 || lower < 1e-290) next
    rows <- c(rows, sprintf('  [%d,%.17g,%.17g,%.17g,%.17g]', x, mean, dispersion, upper, lower))
  }
}
cat(sprintf('{"source":"negative-binomial.R with %s: pnbinom",\n', R.version.string))
cat('"columns":["x","mean","dispersion","P(X >= x)","P(X <= x)"],\n"rows":[\n', paste(rows, collapse = ",\n"), '\n]}\n', sep = "")
