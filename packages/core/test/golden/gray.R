# Reference values of Gray's test and of Aalen–Johansen limits: Rscript gray.R > gray.json
# (Debian bookworm: r-base-core 4.2.2, r-cran-survival 3.5-3, r-cran-cmprsk 2.2-11)
suppressMessages({library(survival); library(cmprsk)})
pbc <- read.csv("pbc.csv")
pbc$month <- floor(pbc$time / 30)
pbc$year <- floor(pbc$time / 365)
pbc <- pbc[!is.na(pbc$stage), ]
number <- function(x) paste(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ",")
row <- function(time, group, strata) {
  given <- if (is.null(strata)) rep(1, nrow(pbc)) else pbc[[strata]]
  tests <- cuminc(pbc[[time]], pbc$status, pbc[[group]], given, cencode = 0)$Tests
  sprintf('  {"time":"%s","group":"%s","strata":%s,"reasons":[%s],"statistic":[%s],"p":[%s],"df":[%s]}', time, group,
    if (is.null(strata)) "null" else paste0('"', strata, '"'), paste0('"', rownames(tests), '"', collapse = ","),
    number(tests[, "stat"]), number(pchisq(tests[, "stat"], tests[, "df"], lower.tail = FALSE)), number(tests[, "df"]))
}
tests <- c()
for (time in c("time", "month", "year")) {
  tests <- c(tests, row(time, "sex", NULL), row(time, "stage", NULL), row(time, "sex", "stage"), row(time, "stage", "sex"))
}
limits <- c()
for (scale in c("log-log", "log", "plain")) {
  curve <- survfit(Surv(year, factor(status)) ~ 1, pbc, conf.type = scale, conf.int = 0.9)
  limits <- c(limits, sprintf('  "%s":{"time":[%s],"incidence":[%s],"se":[%s],"low":[%s],"high":[%s]}', scale,
    number(curve$time), number(curve$pstate[, 3]), number(curve$std.err[, 3]), number(curve$lower[, 3]),
    number(curve$upper[, 3])))
}
cat(sprintf('{"source":"gray.R with %s, survival %s, cmprsk %s; pbc without the rows that have no stage",\n', R.version.string,
  packageVersion("survival"), packageVersion("cmprsk")))
cat('"conventions":"cuminc, rho 0; p by the upper tail, as cuminc itself gives 1 - pchisq; month = floor(time / 30), year = floor(time / 365); limits: reason 2 by year, level 0.9",\n')
cat('"tests":[\n', paste(tests, collapse = ",\n"), '\n],\n"limits":{\n', paste(limits, collapse = ",\n"), '\n}}\n', sep = "")
